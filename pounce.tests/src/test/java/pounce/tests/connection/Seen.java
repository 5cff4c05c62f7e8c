package pounce.tests.connection;

import java.util.ArrayList;
import java.util.List;
import pounce.api.Headers;
import pounce.api.Request;
import pounce.tests.grammar.Field;
import pounce.tests.grammar.RequestHead;

/// What an application sees of a request.
///
/// @param line method, raw path, path, raw query, authority, version
/// @param content Latin-1; empty if the application leaves it
record Seen(List<String> line, List<Field> fields, String content, List<Field> trailers) {

    static Seen of(Request request, String content, Headers trailers) {
        return new Seen(
                List.of(
                        request.method(),
                        request.rawPath(),
                        request.path(),
                        request.rawQuery(),
                        request.authority(),
                        request.httpVersion()),
                fields(request.headers()),
                content,
                fields(trailers));
    }

    static Seen of(RequestHead head, String content, List<Field> trailers) {
        return new Seen(
                List.of(
                        head.method(),
                        head.target().rawPath(),
                        head.target().path(),
                        head.target().query(),
                        head.host(),
                        "1." + head.minorVersion()),
                head.fields(),
                content,
                trailers);
    }

    String method() {
        return line.getFirst();
    }

    private static List<Field> fields(Headers headers) {
        var fields = new ArrayList<Field>();
        headers.forEach((name, value) -> fields.add(new Field(name, value)));
        return List.copyOf(fields);
    }
}
