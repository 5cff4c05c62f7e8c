package pounce.engine.http1;

import pounce.api.Headers;

/// Whether a connection serves another request (RFC 9112, section 9.3).
public final class Persistence {
    private Persistence() {}

    /// The table, in the RFC's order: `close` ends it; HTTP/1.1 persists; HTTP/1.0 persists if it
    /// says `keep-alive`.
    ///
    /// @param minorVersion 0 or 1
    /// @param connection the options of Connection; empty if there are none
    static boolean of(int minorVersion, String connection) {
        if (connection.isEmpty()) {
            return minorVersion == 1;
        }
        return !has(connection, "close") && (minorVersion == 1 || has(connection, "keep-alive"));
    }

    /// {@return whether a response asks for the end of its connection (section 9.6)}
    ///
    /// @param response its fields, as the application gave them
    public static boolean isClosing(Headers response) {
        return response.contains("connection")
                && response.all("connection").stream().anyMatch(options -> has(options, "close"));
    }

    private static boolean has(String options, String name) {
        for (var option : options.split(",", -1)) {
            if (option.strip().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
