package pounce.lifecycle.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import pounce.api.Headers;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestRefused;

/// The Common Log Format, which every tool reads: `client - - [time] "request" status octets`.
class CommonLines implements LineFormat {
    private static final byte[] NOBODY = " - - [".getBytes(US_ASCII);
    private static final byte[] REQUEST = "] \"".getBytes(US_ASCII);
    private static final byte[] PROTOCOL = " HTTP/".getBytes(US_ASCII);
    private static final int LONGEST_WORD = 256;

    private final Target target;

    CommonLines(Target target) {
        this.target = target;
    }

    @Override
    public final void write(RequestEnded end, Moment moment, Line line) {
        var request = end.request();
        begin(end.head().client().host(), moment, line);
        Escape.QUOTED.write(request.method(), LONGEST_WORD, line);
        line.octet(' ');
        Escape.QUOTED.write(target.shown(request.path()), JsonLines.LONGEST_TARGET, line);
        line.octets(PROTOCOL);
        line.ascii(request.httpVersion());
        finish(Outcome.status(end), end.contentBytes(), end.head().headers(), line);
    }

    @Override
    public final void write(RequestRefused refused, Moment moment, Line line) {
        begin(refused.connection().clientAddr(), moment, line);
        line.octet('-');
        finish(refused.status(), refused.bytesSent(), Headers.empty(), line);
    }

    private static void begin(String client, Moment moment, Line line) {
        Escape.WORD.write(client, LONGEST_WORD, line);
        line.octets(NOBODY);
        line.octets(moment.common());
        line.octets(REQUEST);
    }

    private void finish(int status, long octets, Headers fields, Line line) {
        line.octet('"');
        line.octet(' ');
        line.decimal(status);
        line.octet(' ');
        if (octets == 0) {
            line.octet('-');
        } else {
            line.decimal(octets);
        }
        more(fields, line);
        line.octet('\n');
    }

    /// Adds what another format has behind this one.
    ///
    /// @param fields of the request
    void more(Headers fields, Line line) {}
}
