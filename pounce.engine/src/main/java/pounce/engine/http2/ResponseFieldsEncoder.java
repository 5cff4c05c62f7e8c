package pounce.engine.http2;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import pounce.api.Headers;
import pounce.engine.hpack.HpackEncoder;

/// Encodes the field blocks of responses (RFC 9113, section 8.3.2), for one connection, in the
/// order in which they go out.
///
/// Fields of the connection and of the framing are left out, as they would make the response
/// malformed; the application's own `Date` and `Server` replace the server's.
public final class ResponseFieldsEncoder {
    /// Of our decoder's size, whatever the client allows.
    private static final int TABLE = 4096;

    /// For the status, a length, Date and Server.
    private static final int OWN_FIELDS = 256;

    private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);

    private final HpackEncoder hpack = new HpackEncoder(TABLE);
    private final String server;
    private final Fields fields = new Fields();
    private long lastLength = -1;
    private String lastLengthText = "";

    /// An encoder.
    ///
    /// @param server value of `Server`; empty for none
    public ResponseFieldsEncoder(String server) {
        this.server = server;
    }

    /// The client allows another size for its table.
    ///
    /// @param octets as it says
    public void tableLimit(long octets) {
        hpack.limit(octets);
    }

    /// {@return the most octets that a block takes}
    ///
    /// @param all fields of the application
    public int size(Headers all) {
        var sum = new Sum(OWN_FIELDS + server.length() + HpackEncoder.mostBegun());
        all.forEach(sum);
        return sum.octets;
    }

    /// Encodes a response head.
    ///
    /// @param status 200 to 599
    /// @param all fields of the application
    /// @param length of the content, in octets; -1 if it is not said
    /// @param date the value of `Date`; empty for none
    /// @param output a heap buffer with room for [#size]
    public void head(int status, Headers all, long length, String date, ByteBuffer output) {
        begin(status, all, output);
        if (!fields.hasServer && !server.isEmpty()) {
            hpack.field("server", server, output);
        }
        if (!fields.hasDate && !date.isEmpty()) {
            hpack.field("date", date, output);
        }
        if (length >= 0) {
            hpack.field("content-length", text(length), output);
        }
    }

    private String text(long length) {
        if (length != lastLength) {
            lastLength = length;
            lastLengthText = Long.toString(length);
        }
        return lastLengthText;
    }

    /// Encodes the head of an interim response, which has no fields of the server's own.
    ///
    /// @param status 100 to 199
    /// @param all fields of the application
    /// @param output a heap buffer with room for [#size]
    public void interim(int status, Headers all, ByteBuffer output) {
        begin(status, all, output);
    }

    private void begin(int status, Headers all, ByteBuffer output) {
        hpack.begin(output);
        hpack.status(status, output);
        fields.encode(all, output);
    }

    /// Encodes trailers.
    ///
    /// @param all fields of the application
    /// @param output a heap buffer with room for [#size]
    public void trailers(Headers all, ByteBuffer output) {
        hpack.begin(output);
        fields.encode(all, output);
    }

    /// Adds up what fields take.
    private static final class Sum implements BiConsumer<String, String> {
        private int octets;

        Sum(int octets) {
            this.octets = octets;
        }

        @Override
        public void accept(String name, String value) {
            octets += HpackEncoder.mostEncoded(name, value);
        }
    }

    /// Encodes the application's fields. One for all blocks, as they come one at a time.
    private final class Fields implements BiConsumer<String, String> {
        private ByteBuffer output = NOWHERE;
        private boolean hasDate;
        private boolean hasServer;

        void encode(Headers all, ByteBuffer buffer) {
            output = buffer;
            hasDate = false;
            hasServer = false;
            all.forEach(this);
            output = NOWHERE; // it is only lent
        }

        @Override
        public void accept(String name, String value) {
            switch (name) {
                case "connection",
                        "content-length",
                        "keep-alive",
                        "proxy-connection",
                        "transfer-encoding",
                        "upgrade" -> {
                    return;
                }
                case "date" -> hasDate = true;
                case "server" -> hasServer = true;
                default -> {}
            }
            hpack.field(name, value, output);
        }
    }
}
