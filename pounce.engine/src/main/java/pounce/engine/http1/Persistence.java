package pounce.engine.http1;

/// Whether a connection serves another request (RFC 9112, section 9.3).
final class Persistence {
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
        boolean keepAlive = false;
        for (var option : connection.split(",", -1)) {
            var name = option.strip();
            if (name.equalsIgnoreCase("close")) {
                return false;
            }
            keepAlive |= name.equalsIgnoreCase("keep-alive");
        }
        return minorVersion == 1 || keepAlive;
    }
}
