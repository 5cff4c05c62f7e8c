package pounce.engine.http1;

import java.nio.charset.StandardCharsets;

/// The fields that a server adds to each of its response heads, as lines; made once a second, for
/// `Date` is among them.
public final class OwnFields {
    private static final byte[] NONE = {};

    private final byte[] server;
    private final byte[] date;
    private final byte[] both;

    OwnFields(byte[] server, String date) {
        this.server = server;
        this.date = date.isEmpty() ? NONE : line("date", date);
        this.both = new byte[server.length + this.date.length];
        System.arraycopy(server, 0, both, 0, server.length);
        System.arraycopy(this.date, 0, both, server.length, this.date.length);
    }

    static byte[] line(String name, String value) {
        return (name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /// {@return the lines for a head}
    ///
    /// @param hasServer whether it has a `Server` already
    /// @param hasDate whether it has a `Date` already
    byte[] lines(boolean hasServer, boolean hasDate) {
        if (hasServer) {
            return hasDate ? NONE : date;
        }
        return hasDate ? server : both;
    }
}
