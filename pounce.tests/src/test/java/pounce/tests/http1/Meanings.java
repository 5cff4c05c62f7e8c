package pounce.tests.http1;

import java.util.ArrayList;
import java.util.List;
import pounce.api.Headers;
import pounce.engine.http1.Framing;
import pounce.engine.http1.Head;
import pounce.tests.grammar.Field;
import pounce.tests.grammar.RequestHead;
import pounce.tests.grammar.Target;

/// What the engine understands, in the words of the reference.
final class Meanings {
    private Meanings() {}

    static RequestHead of(Head head) {
        var target = head.target();
        return new RequestHead(
                head.method(),
                new Target(target.rawPath(), target.path(), target.rawQuery(), target.authority()),
                head.minorVersion(),
                head.host(),
                of(head.fields()),
                switch (head.framing()) {
                    case Framing.None _ -> 0;
                    case Framing.Length(long octets) -> octets;
                    case Framing.Chunked _ -> RequestHead.CHUNKED;
                },
                head.isPersistent(),
                head.expectsContinue());
    }

    static List<Field> of(Headers headers) {
        var fields = new ArrayList<Field>();
        headers.forEach((name, value) -> fields.add(new Field(name, value)));
        return List.copyOf(fields);
    }
}
