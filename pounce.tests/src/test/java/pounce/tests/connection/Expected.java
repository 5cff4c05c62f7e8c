package pounce.tests.connection;

import java.util.ArrayList;
import java.util.List;
import pounce.tests.grammar.Limits;
import pounce.tests.grammar.Reading;
import pounce.tests.grammar.Request;
import pounce.tests.grammar.RequestHead;
import pounce.tests.grammar.RequestReader;

/// What the reference expects of a connection whose client has sent a text.
///
/// @param seen the requests that are answered
/// @param end what becomes of the rest
record Expected(List<Seen> seen, End end) {
    /// What becomes of octets behind the last request that is answered.
    enum End {
        /// They are not looked at, or there are none, or not enough for an answer.
        SERVED,
        /// They are answered with an error.
        REFUSED,
        /// The client may have its error before all is there, or find the connection closed.
        EITHER
    }

    private static final RequestReader READER = new RequestReader(new Limits(256, 1024, 20));

    static boolean leavesContent(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    static Expected of(String text) {
        var seen = new ArrayList<Seen>();
        int at = 0;
        while (READER.head(text, at) instanceof Reading.Whole<RequestHead>(var head, _)) {
            boolean left = leavesContent(head.method());
            var whole = READER.read(text, at);
            if (left) {
                seen.add(Seen.of(head, "", List.of()));
            }
            if (!(whole instanceof Reading.Whole<Request>(var request, int end))) {
                return new Expected(seen, left ? End.SERVED : end(whole));
            }
            if (!left) {
                seen.add(Seen.of(head, request.content(), request.trailers()));
            }
            if (!goesOn(request, left)) {
                return new Expected(seen, End.SERVED);
            }
            at = end;
        }
        return new Expected(seen, end(READER.head(text, at)));
    }

    /// Content that a client offered and nobody asked for may still come, or not; and HTTP/1.0 has
    /// no way to stream but until the end.
    private static boolean goesOn(Request request, boolean left) {
        var head = request.head();
        boolean unwanted = left && head.expectsContinue() && head.length() != 0;
        boolean untilClose = head.minorVersion() == 0 && head.method().equals("PUT");
        return head.persists() && !unwanted && !untilClose;
    }

    private static End end(Reading<?> rest) {
        return switch (rest) {
            case Reading.Whole<?> _ -> End.SERVED;
            case Reading.Refused<?> _ -> End.REFUSED;
            case Reading.Partial<?>(boolean doomed) -> doomed ? End.EITHER : End.SERVED;
        };
    }
}
