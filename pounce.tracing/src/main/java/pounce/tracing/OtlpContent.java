package pounce.tracing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import pounce.api.Pounce;
import pounce.api.TraceContext;
import pounce.api.field.JsonWriter;

/// Writes an `ExportTraceServiceRequest` in JSON, as OTLP maps it: ids in hexadecimal digits, names
/// of fields in camel case, enums as numbers, integers of 64 bits as strings.
///
/// @param resource who sends it
/// @param gzip whether it is compressed
record OtlpContent(ServiceResource resource, boolean gzip) {
    /// `SPAN_KIND_SERVER`.
    private static final int KIND = 2;

    /// `STATUS_CODE_ERROR`.
    private static final int ERROR = 2;

    /// Trace flags, and the two of `SpanFlags` that say where the parent is.
    private static final int SAMPLED = 1;

    private static final int KNOWS_PARENT = 0x100;
    private static final int PARENT_IS_REMOTE = 0x200;

    byte[] write(List<Span> spans) {
        var text = new StringBuilder();
        var json = JsonWriter.to(text);
        json.object().name("resourceSpans").array().object();
        json.name("resource").object();
        write(resource.attributes(), json);
        json.end();
        json.name("scopeSpans").array().object();
        json.name("scope").object();
        json.member("name", "pounce").member("version", Pounce.version()).end();
        json.name("spans").array();
        spans.forEach(span -> write(span, json));
        json.end();
        json.member("schemaUrl", SpanFactory.SCHEMA);
        json.end().end().end().end().end().finish();
        var octets = text.toString().getBytes(StandardCharsets.UTF_8);
        return gzip ? compressed(octets) : octets;
    }

    private static void write(Span span, JsonWriter json) {
        var trace = span.trace();
        json.object().member("traceId", trace.traceId()).member("spanId", trace.spanId());
        if (!trace.tracestate().isEmpty()) {
            json.member("traceState", trace.tracestate());
        }
        if (!trace.parentId().isEmpty()) {
            json.member("parentSpanId", trace.parentId());
        }
        json.member("flags", flags(trace))
                .member("name", span.name())
                .member("kind", KIND)
                .member("startTimeUnixNano", Long.toString(span.startNanos()))
                .member("endTimeUnixNano", Long.toString(span.endNanos()));
        write(span.attributes(), json);
        json.name("status").object();
        if (span.failed()) {
            json.member("code", ERROR);
        }
        json.end().end();
    }

    private static int flags(TraceContext trace) {
        return SAMPLED | KNOWS_PARENT | (trace.parentId().isEmpty() ? 0 : PARENT_IS_REMOTE);
    }

    private static void write(List<Attribute> attributes, JsonWriter json) {
        json.name("attributes").array();
        for (var attribute : attributes) {
            json.object().member("key", attribute.key()).name("value").object();
            switch (attribute) {
                case Attribute.Text(_, var value) -> json.member("stringValue", value);
                case Attribute.Whole(_, long value) ->
                        json.member("intValue", Long.toString(value));
            }
            json.end().end();
        }
        json.end();
    }

    private static byte[] compressed(byte[] octets) {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(octets);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }
}
