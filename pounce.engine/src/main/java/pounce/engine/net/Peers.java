package pounce.engine.net;

/// Who connects to an endpoint.
public enum Peers {
    /// Clients, or whoever acts for them unseen.
    CLIENTS,
    /// Proxies, which say who their client is before they let it speak.
    PROXIES
}
