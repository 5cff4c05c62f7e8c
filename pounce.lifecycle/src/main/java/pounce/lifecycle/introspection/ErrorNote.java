package pounce.lifecycle.introspection;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestRefused;
import pounce.api.event.TlsHandshakeFailed;
import pounce.api.field.JsonWriter;

/// What is remembered of something that went wrong: enough to find it in the log. Nothing that a
/// client or an application has written, such as a message, a path or a field: it may be a secret.
///
/// Text only: an event would keep the classes of its application.
///
/// @param at when
/// @param facts by name
record ErrorNote(Instant at, Map<String, String> facts) {

    static ErrorNote of(RequestFailed failed) {
        var facts = facts(failed);
        facts.put("code", failed.code().name());
        facts.put("request", failed.request().requestId().toString());
        facts.put("exception", failed.failure().getClass().getName());
        var trace = failed.failure().getStackTrace();
        if (trace.length > 0) {
            facts.put("place", trace[0].toString());
        }
        return new ErrorNote(failed.at(), facts);
    }

    static ErrorNote of(LoopHeld held) {
        var facts = facts(held);
        facts.put("loop", Integer.toString(held.workerId()));
        facts.put("place", held.place());
        return new ErrorNote(held.at(), facts);
    }

    static ErrorNote of(RequestRefused refused) {
        return refusal(refused, refused.code().name());
    }

    static ErrorNote of(TlsHandshakeFailed failed) {
        return refusal(failed, failed.code().name());
    }

    private static ErrorNote refusal(LifecycleEvent event, String code) {
        var facts = facts(event);
        facts.put("code", code);
        facts.put("connection", Long.toString(event.connectionId()));
        return new ErrorNote(event.at(), facts);
    }

    private static Map<String, String> facts(LifecycleEvent event) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("event", event.getClass().getSimpleName());
        return facts;
    }

    void writeTo(JsonWriter json) {
        json.object().member("at", at.toString());
        facts.forEach(json::member);
        json.end();
    }
}
