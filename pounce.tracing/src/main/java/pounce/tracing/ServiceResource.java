package pounce.tracing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Settings;

/// Who sends spans: one server of this process.
///
/// @param attributes of it
record ServiceResource(List<Attribute> attributes) {

    static ServiceResource of(Settings settings) {
        var all = new LinkedHashMap<String, String>();
        all.put("service.name", settings.get(Options.TRACING_SERVICE_NAME));
        all.put("service.instance.id", UUID.randomUUID().toString());
        all.put("telemetry.sdk.name", "pounce");
        all.put("telemetry.sdk.language", "java");
        all.put("telemetry.sdk.version", Pounce.version());
        for (var pair : settings.get(Options.TRACING_ATTRIBUTES)) {
            int equals = pair.indexOf('=');
            all.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
        var attributes = new Attributes();
        all.forEach(attributes::text);
        return new ServiceResource(attributes.list());
    }
}
