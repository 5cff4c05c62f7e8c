package pounce.tests.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pounce.tests.field.Json;
import pounce.tests.field.JsonReader;

/// Reads an `ExportTraceServiceRequest` as opentelemetry-proto 1 declares it, mapped to JSON by
/// OTLP's rules, to the letter: what no message has, or what has another type, fails.
public final class OtlpReader {
    private static final String ID_OF_TRACE = "[0-9a-f]{32}";
    private static final String ID_OF_SPAN = "[0-9a-f]{16}";
    private static final String FIXED64 = "[0-9]{1,20}";
    private static final String INT64 = "-?[0-9]{1,19}";
    private static final int KINDS = 5;
    private static final int STATUS_CODES = 2;

    /// What a request says.
    ///
    /// @param resource attributes of who sends it
    /// @param scope name of what made the spans
    /// @param schema of their attributes
    /// @param spans all of them
    public record Content(
            Map<String, String> resource, String scope, String schema, List<ReadSpan> spans) {}

    /// One span; texts are empty and numbers 0 where they are missing, as in protobuf.
    public record ReadSpan(
            String traceId,
            String spanId,
            String parentSpanId,
            String traceState,
            int flags,
            String name,
            int kind,
            long start,
            long end,
            Map<String, String> attributes,
            int status) {}

    private OtlpReader() {}

    public static Content read(String text) {
        var request = JsonReader.read(text);
        hasOnly(request, "resourceSpans");
        var resourceSpans = single(request.get("resourceSpans"));
        hasOnly(resourceSpans, "resource", "scopeSpans", "schemaUrl");
        var resource = resourceSpans.get("resource");
        hasOnly(resource, "attributes", "droppedAttributesCount");
        var scopeSpans = single(resourceSpans.get("scopeSpans"));
        hasOnly(scopeSpans, "scope", "spans", "schemaUrl");
        var scope = scopeSpans.get("scope");
        hasOnly(scope, "name", "version", "attributes", "droppedAttributesCount");
        return new Content(
                attributes(resource.get("attributes")),
                scope.get("name").text(),
                scopeSpans.get("schemaUrl").text(),
                scopeSpans.get("spans").elements().stream().map(OtlpReader::span).toList());
    }

    private static ReadSpan span(Json span) {
        hasOnly(
                span,
                "traceId",
                "spanId",
                "traceState",
                "parentSpanId",
                "flags",
                "name",
                "kind",
                "startTimeUnixNano",
                "endTimeUnixNano",
                "attributes",
                "droppedAttributesCount",
                "events",
                "droppedEventsCount",
                "links",
                "droppedLinksCount",
                "status");
        var status = span.get("status");
        hasOnly(status, "message", "code");
        return new ReadSpan(
                matching(ID_OF_TRACE, span.get("traceId")),
                matching(ID_OF_SPAN, span.get("spanId")),
                has(span, "parentSpanId") ? matching(ID_OF_SPAN, span.get("parentSpanId")) : "",
                has(span, "traceState") ? span.get("traceState").text() : "",
                number(span.get("flags"), Integer.MAX_VALUE),
                span.get("name").text(),
                number(span.get("kind"), KINDS),
                Long.parseLong(matching(FIXED64, span.get("startTimeUnixNano"))),
                Long.parseLong(matching(FIXED64, span.get("endTimeUnixNano"))),
                attributes(span.get("attributes")),
                has(status, "code") ? number(status.get("code"), STATUS_CODES) : 0);
    }

    private static Map<String, String> attributes(Json list) {
        var all = new TreeMap<String, String>();
        for (var pair : list.elements()) {
            hasOnly(pair, "key", "value");
            var value = pair.get("value");
            assertEquals(1, value.members().size(), "one of: " + value);
            hasOnly(value, "stringValue", "intValue");
            var text =
                    has(value, "intValue")
                            ? matching(INT64, value.get("intValue"))
                            : value.get("stringValue").text();
            var before = all.put(pair.get("key").text(), text);
            assertEquals(null, before, "keys are unique");
        }
        return all;
    }

    private static Json single(Json array) {
        assertEquals(1, array.elements().size());
        return array.elements().getFirst();
    }

    private static String matching(String form, Json value) {
        assertTrue(value.text().matches(form), value::text);
        return value.text();
    }

    private static int number(Json value, int most) {
        long number = assertInstanceOf(Json.Int.class, value).value();
        assertTrue(number >= 0 && number <= most, value::toString);
        return (int) number;
    }

    private static boolean has(Json message, String name) {
        return message.members().stream().anyMatch(each -> each.name().equals(name));
    }

    private static void hasOnly(Json message, String... names) {
        var left = new ArrayList<String>();
        message.members().forEach(each -> left.add(each.name()));
        assertEquals(left.size(), new HashSet<>(left).size(), "names are unique");
        left.removeAll(List.of(names));
        assertEquals(List.of(), left, "unknown fields");
    }
}
