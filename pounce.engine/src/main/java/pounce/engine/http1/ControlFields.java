package pounce.engine.http1;

import org.jspecify.annotations.Nullable;

/// The fields that say how a message is framed and routed, found in one pass.
final class ControlFields {
    private int hosts;
    private int contentLengths;
    private int transferEncodings;
    private @Nullable String host;
    private @Nullable String contentLength;
    private @Nullable String transferEncoding;
    private @Nullable String connection;
    private @Nullable String expect;

    /// Looks for them.
    ///
    /// @param usualHost what `Host` probably is: it needs no text of its own then
    ControlFields(FieldSection fields, String usualHost) {
        for (int line = 0; line < fields.size(); line++) {
            switch (fields.nameLength(line)) {
                case 4 -> host(fields, line, usualHost);
                case 6 ->
                        expect =
                                fields.spells(line, "expect")
                                        ? joined(expect, fields.value(line))
                                        : expect;
                case 10 ->
                        connection =
                                fields.spells(line, "connection")
                                        ? joined(connection, fields.value(line))
                                        : connection;
                case 14 -> contentLength(fields, line);
                case 17 -> transferEncoding(fields, line);
                default -> {}
            }
        }
    }

    private void host(FieldSection fields, int line, String usual) {
        if (fields.spells(line, "host")) {
            hosts++;
            host = fields.holds(line, usual) ? usual : fields.value(line);
        }
    }

    private void contentLength(FieldSection fields, int line) {
        if (fields.spells(line, "content-length")) {
            contentLengths++;
            contentLength = fields.value(line);
        }
    }

    private void transferEncoding(FieldSection fields, int line) {
        if (fields.spells(line, "transfer-encoding")) {
            transferEncodings++;
            transferEncoding = joined(transferEncoding, fields.value(line));
        }
    }

    /// Several lines of a list are one list (RFC 9110, section 5.3).
    private static String joined(@Nullable String before, String value) {
        return before == null ? value : before + "," + value;
    }

    int hosts() {
        return hosts;
    }

    String host() {
        return host == null ? "" : host;
    }

    int contentLengths() {
        return contentLengths;
    }

    String contentLength() {
        return contentLength == null ? "" : contentLength;
    }

    int transferEncodings() {
        return transferEncodings;
    }

    String transferEncoding() {
        return transferEncoding == null ? "" : transferEncoding;
    }

    String connection() {
        return connection == null ? "" : connection;
    }

    String expect() {
        return expect == null ? "" : expect;
    }
}
