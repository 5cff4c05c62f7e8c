package pounce.engine.net;

/// Who connects to an endpoint.
public enum Peers {
    /// Clients, or whoever acts for them unseen.
    CLIENTS,
    /// Proxies, which say who their client is before they let it speak.
    PROXIES,
    /// Those who look after the server: they are served something else, and to the end of a drain.
    ADMINISTRATORS
}
