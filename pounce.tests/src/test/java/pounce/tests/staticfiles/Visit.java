package pounce.tests.staticfiles;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import pounce.api.Headers;
import pounce.api.Server;

/// What a server answers to one request, octet for octet as it was asked and answered.
final class Visit {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int status;
    private final Headers fields;
    private final byte[] octets;

    private Visit(int status, Headers fields, byte[] octets) {
        this.status = status;
        this.fields = fields;
        this.octets = octets;
    }

    static Visit get(Server server, String target, String... lines) throws IOException {
        return ask(server, "GET", target, lines);
    }

    /// Says what it is told, as Latin-1, and hears all until the server closes.
    static Visit ask(Server server, String method, String target, String... lines)
            throws IOException {
        var request = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nhost: a\r\n");
        for (var line : lines) {
            request.append(line).append("\r\n");
        }
        request.append("connection: close\r\n\r\n");
        try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
            return of(socket.getInputStream().readAllBytes());
        }
    }

    private static Visit of(byte[] answer) {
        var text = new String(answer, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        var lines = text.substring(0, end).split("\r\n", -1);
        var fields = Headers.empty();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(": ");
            fields = fields.plus(lines[i].substring(0, colon), lines[i].substring(colon + 2));
        }
        return new Visit(
                Integer.parseInt(lines[0].substring(9, 12)),
                fields,
                Arrays.copyOfRange(answer, end + 4, answer.length));
    }

    int status() {
        return status;
    }

    Headers fields() {
        return fields;
    }

    byte[] octets() {
        return octets;
    }

    String field(String name) {
        return fields.first(name.toLowerCase(Locale.ROOT)).orElse("none");
    }

    String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
