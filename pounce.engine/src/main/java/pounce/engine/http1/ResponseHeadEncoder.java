package pounce.engine.http1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import pounce.api.Headers;

/// Encodes response heads (RFC 9112, sections 4 and 5). Safe for any thread.
///
/// What frames the message and what lives for one connection only is the server's to say, so the
/// application's own fields of those names are left out (what it asks for with `Connection: close`
/// is the caller's to do); its `Date` and `Server` replace the server's.
public final class ResponseHeadEncoder {
    private static final byte[] CHUNKED = ascii("transfer-encoding: chunked\r\n");
    private static final byte[] CLOSE = ascii("connection: close\r\n");
    private static final byte[] KEEP_ALIVE = ascii("connection: keep-alive\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("content-length: ");
    private static final byte[] LINE_END = ascii("\r\n");

    /// For everything but the application's fields: status line, Date, framing, Connection.
    private static final int OWN_FIELDS = 256;

    private final byte[] server;

    /// An encoder for one server.
    ///
    /// @param server value of `Server`; empty for none
    public ResponseHeadEncoder(String server) {
        this.server = server.isEmpty() ? new byte[0] : OwnFields.line("server", server);
    }

    /// {@return the fields that the server adds}
    ///
    /// @param date the value of `Date`; empty for none
    public OwnFields ownFields(String date) {
        return new OwnFields(server, date);
    }

    /// {@return the most octets that a head takes}
    ///
    /// @param head what would be encoded
    public int size(ResponseHead head) {
        return OWN_FIELDS + server.length + octets(head.fields());
    }

    /// Encodes a head.
    ///
    /// @param head what is encoded
    /// @param own what the server adds to it
    /// @param output a heap buffer
    /// @return false, and the buffer is as before, if there is too little room; [#size] is enough
    public boolean encode(ResponseHead head, OwnFields own, ByteBuffer output) {
        var lines = new Lines(output);
        lines.put(StatusLines.of(head.status()));
        head.fields().forEach(lines);
        lines.put(own.lines(lines.hasServer, lines.hasDate));
        switch (head.framing()) {
            case ResponseFraming.Length(long octets) -> lines.putLength(octets);
            case ResponseFraming.Chunked _ -> lines.put(CHUNKED);
            case ResponseFraming.UntilClose _, ResponseFraming.NoContent _ -> {}
        }
        if (head.close()) {
            lines.put(CLOSE);
        } else if (head.minorVersion() == 0) {
            lines.put(KEEP_ALIVE);
        }
        lines.put(LINE_END);
        return lines.moveTo(output);
    }

    /// {@return the most octets that an interim response takes}
    ///
    /// @param fields of the application
    public int sizeOfInterim(Headers fields) {
        return OWN_FIELDS + octets(fields);
    }

    /// Encodes an interim response (RFC 9110, section 15.2), which has neither content nor fields
    /// of the server's own.
    ///
    /// @param status 100 to 199
    /// @param fields of the application; what frames a message is left out of them
    /// @param output a heap buffer
    /// @return false, and the buffer is as before, if there is too little room; [#sizeOfInterim] is
    ///   enough
    public boolean encodeInterim(int status, Headers fields, ByteBuffer output) {
        var lines = new Lines(output);
        lines.put(StatusLines.of(status));
        fields.forEach(lines);
        lines.put(LINE_END);
        return lines.moveTo(output);
    }

    private static int octets(Headers fields) {
        var sum = new Sum();
        fields.forEach(sum);
        return sum.octets;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Adds up what field lines take.
    private static final class Sum implements BiConsumer<String, String> {
        private int octets;

        @Override
        public void accept(String name, String value) {
            octets += name.length() + value.length() + 4;
        }
    }

    /// Puts lines one behind the other, until one does not fit.
    private static final class Lines implements BiConsumer<String, String> {
        private final byte[] octets;
        private final int limit;
        private int at;
        private boolean full;
        private boolean hasDate;
        private boolean hasServer;

        Lines(ByteBuffer output) {
            this.octets = output.array();
            this.limit = output.arrayOffset() + output.limit();
            this.at = output.arrayOffset() + output.position();
        }

        /// {@return whether all of them fit; then the position of the output is behind them}
        boolean moveTo(ByteBuffer output) {
            if (!full) {
                output.position(at - output.arrayOffset());
            }
            return !full;
        }

        private boolean fits(int length) {
            full |= length > limit - at;
            return !full;
        }

        @Override
        public void accept(String name, String value) {
            switch (name) {
                case "connection", "content-length", "keep-alive", "transfer-encoding" -> {
                    return;
                }
                case "date" -> hasDate = true;
                case "server" -> hasServer = true;
                default -> {}
            }
            if (fits(name.length() + value.length() + 4)) {
                put(name);
                octets[at++] = ':';
                octets[at++] = ' ';
                put(value);
                octets[at++] = '\r';
                octets[at++] = '\n';
            }
        }

        /// Both are Latin-1 by the rules of [pounce.api.Headers], so the deprecated method that
        /// drops high octets drops none; it copies in one go where everything else makes an array
        /// first.
        @SuppressWarnings("deprecation")
        private void put(String text) {
            text.getBytes(0, text.length(), octets, at);
            at += text.length();
        }

        private void put(byte[] line) {
            if (fits(line.length)) {
                System.arraycopy(line, 0, octets, at, line.length);
                at += line.length;
            }
        }

        private void putLength(long length) {
            put(CONTENT_LENGTH);
            if (fits(Decimal.digits(length))) {
                at = Decimal.put(length, octets, at);
            }
            put(LINE_END);
        }
    }
}
