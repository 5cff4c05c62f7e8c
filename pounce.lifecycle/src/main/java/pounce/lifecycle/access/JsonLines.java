package pounce.lifecycle.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import pounce.api.Address;
import pounce.api.RequestHead;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestId;
import pounce.api.event.RequestRefused;

/// One JSON object a line. Its keys are a contract: none is renamed or gets another type; more may
/// be added.
final class JsonLines implements LineFormat {
    static final int LONGEST_TARGET = 8 << 10;
    private static final int LONGEST_WORD = 256;

    private static final byte[] TIME = octets("{\"ts\":\"");
    private static final byte[] INFO = octets("+00:00\",\"level\":\"info\",\"method\":\"");
    private static final byte[] WARN = octets("+00:00\",\"level\":\"warn\",\"method\":\"");
    private static final byte[] PATH = octets("\",\"path\":\"");
    private static final byte[] NOTHING = octets("-\",\"path\":\"-");
    private static final byte[] VERSION = octets("\",\"version\":\"");
    private static final byte[] STATUS = octets("\",\"status\":");
    private static final byte[] VERSION_1_1 = octets("\",\"version\":\"1.1\",\"status\":");
    private static final byte[] VERSION_2 = octets("\",\"version\":\"2\",\"status\":");
    private static final byte[] BYTES = octets(",\"bytes\":");
    private static final byte[] DURATION = octets(",\"duration_ms\":");
    private static final byte[] CLIENT = octets(",\"client\":\"");
    private static final byte[] REQUEST_ID = octets("\",\"req_id\":\"");
    private static final byte[] GENERATION = octets("\",\"gen\":");
    private static final byte[] END = octets(",\"end\":\"");
    private static final byte[] CODE = octets("\",\"code\":\"");
    private static final byte[] CLOSE = octets("}\n");
    private static final byte[] QUOTE_CLOSE = octets("\"}\n");

    private final Target target;

    JsonLines(Target target) {
        this.target = target;
    }

    private static byte[] octets(String text) {
        return text.getBytes(US_ASCII);
    }

    @Override
    public void write(RequestEnded end, Moment moment, Line line) {
        var request = end.request();
        int status = Outcome.status(end);
        writeTime(moment, status, line);
        Escape.JSON.write(request.method(), LONGEST_WORD, line);
        line.octets(PATH);
        Escape.JSON.write(target.shown(request.path()), LONGEST_TARGET, line);
        writeVersion(request.httpVersion(), line);
        line.decimal(status);
        line.octets(BYTES);
        line.decimal(end.contentBytes());
        line.octets(DURATION);
        line.tenths(end.durationMs());
        writeClient(end.head().client(), line);
        line.octets(REQUEST_ID);
        writeId(end.head(), request.requestId(), line);
        line.octets(GENERATION);
        line.decimal(end.head().generation());
        var trouble = Outcome.trouble(end);
        if (trouble.isEmpty()) {
            line.octets(CLOSE);
        } else {
            line.octets(END);
            line.ascii(trouble);
            line.octets(QUOTE_CLOSE);
        }
    }

    /// A client that says nothing of itself is worth a line too; its octets are not.
    @Override
    public void write(RequestRefused refused, Moment moment, Line line) {
        writeTime(moment, refused.status(), line);
        line.octets(NOTHING);
        line.octets(STATUS);
        line.decimal(refused.status());
        line.octets(BYTES);
        line.decimal(refused.bytesSent());
        line.octets(DURATION);
        line.tenths(0);
        var connection = refused.connection();
        writeClient(new Address(connection.clientAddr(), connection.clientPort()), line);
        line.octets(CODE);
        line.ascii(refused.code().name());
        line.octets(QUOTE_CLOSE);
    }

    private static void writeTime(Moment moment, int status, Line line) {
        line.octets(TIME);
        line.octets(moment.iso());
        line.octets(Outcome.isServerError(status) ? WARN : INFO);
    }

    private static void writeVersion(String version, Line line) {
        switch (version) {
            case "1.1" -> line.octets(VERSION_1_1);
            case "2" -> line.octets(VERSION_2);
            default -> {
                line.octets(VERSION);
                line.ascii(version);
                line.octets(STATUS);
            }
        }
    }

    private static void writeClient(Address client, Line line) {
        line.octets(CLIENT);
        writeAddress(client, Escape.JSON, line);
    }

    static void writeAddress(Address client, Escape escape, Line line) {
        if (client.host().indexOf(':') < 0 && client.port() != 0) {
            escape.write(client.host(), LONGEST_WORD, line);
            line.octet(':');
            line.decimal(client.port());
        } else {
            escape.write(client.toString(), LONGEST_WORD, line);
        }
    }

    /// Most requests have the id that the server gave them, which needs no text in between.
    private static void writeId(RequestHead head, RequestId id, Line line) {
        if (head.get(RequestHead.REQUEST_ID).isPresent()) {
            Escape.JSON.write(head.requestId(), LONGEST_WORD, line);
            return;
        }
        int from = line.room(RequestId.LENGTH);
        if (from >= 0) {
            id.writeTo(line.array(), from);
        }
    }
}
