package pounce.api;

/// Where in the chain a middleware stands, outermost first. Within a phase: pounce's own, then
/// plug-ins by name, then the application's in the order given. The module path plays no part.
///
/// Constants may be added between these in minor versions.
public enum Phase {
    /// Who is asking: forwarded fields, request id.
    IDENTITY,
    /// Seeing everything that follows: access log, metrics, traces.
    OBSERVATION,
    /// Health, metrics and other endpoints that must work under load.
    ENDPOINTS,
    /// Refusing: rate limits, load shedding, authentication.
    PROTECTION,
    /// Changing what is sent: CORS, security fields, compression.
    TRANSFORMATION,
    /// Content without the application: static files.
    CONTENT,
    /// Next to the application; where [ServerConfig.Builder#middleware] puts its arguments unless
    /// told otherwise.
    APPLICATION
}
