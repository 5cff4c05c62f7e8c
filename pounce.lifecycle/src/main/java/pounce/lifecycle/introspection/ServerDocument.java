package pounce.lifecycle.introspection;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Settings;
import pounce.api.field.JsonWriter;
import pounce.api.spi.Extension;
import pounce.api.spi.GenerationState;
import pounce.api.spi.LoopState;
import pounce.api.spi.ServerState;

/// What a server is made of and what it is doing, as JSON. Made anew whenever somebody asks.
final class ServerDocument {
    private static final double MILLIS = 1000;

    private final ServerState server;
    private final Settings settings;
    private final LastErrors errors;

    ServerDocument(ServerState server, Settings settings, LastErrors errors) {
        this.server = server;
        this.settings = settings;
        this.errors = errors;
    }

    String text() {
        var text = new StringBuilder();
        var json = JsonWriter.to(text).object();
        writeRuntime(json);
        writeModules(json);
        writeExtensions(json);
        ShownSettings.of(settings, server.extensions()).writeTo(json);
        writeState(json);
        writeErrors(json, "errors", errors.own());
        writeErrors(json, "refusals", errors.clients());
        json.end().finish();
        return text.toString();
    }

    private void writeRuntime(JsonWriter json) {
        var runtime = Runtime.getRuntime();
        json.name("runtime")
                .object()
                .member("pounce", Pounce.version())
                .member("java", Runtime.version().toString())
                .member("vm", System.getProperty("java.vm.name", ""))
                .member("vendor", System.getProperty("java.vendor", ""))
                .member("os", System.getProperty("os.name", ""))
                .member("arch", System.getProperty("os.arch", ""))
                .member("processors", runtime.availableProcessors())
                .member("memory_max_bytes", runtime.maxMemory())
                .member("pid", ProcessHandle.current().pid())
                .member("state", state())
                .member("uptime_seconds", seconds(server.uptime()))
                .end();
    }

    private String state() {
        if (server.isReady()) {
            return "ready";
        }
        return server.uptime().isZero() ? "starting" : "draining";
    }

    /// Beside the server; those of the JDK have its version.
    private static void writeModules(JsonWriter json) {
        json.name("modules").array();
        var layer = Pounce.class.getModule().getLayer();
        if (layer != null) {
            layer.configuration().modules().stream()
                    .map(each -> each.reference().descriptor())
                    .filter(each -> !each.name().matches("(java|jdk)\\..*"))
                    .sorted(Comparator.comparing(each -> each.name()))
                    .forEach(each -> json.value(each.toNameAndVersion()));
        }
        json.end();
    }

    private void writeExtensions(JsonWriter json) {
        json.name("extensions").array();
        for (var each : server.extensions()) {
            var type = each.getClass();
            json.object()
                    .member("service", service(each))
                    .member("name", each.name())
                    .member("class", type.getName());
            if (type.getModule().isNamed()) {
                json.member("module", type.getModule().getName());
            }
            json.end();
        }
        json.end();
    }

    private static String service(Extension extension) {
        return Arrays.stream(Extension.class.getPermittedSubclasses())
                .filter(service -> service.isInstance(extension))
                .map(Class::getSimpleName)
                .findFirst()
                .orElseThrow();
    }

    // ---------------------------------------------------------------- what it is doing

    private void writeState(JsonWriter json) {
        json.name("connections")
                .object()
                .member("open", server.connections())
                .member("limit", settings.get(Options.LIMIT_CONNECTIONS))
                .end();
        json.name("requests")
                .object()
                .member("served", served(server.generations()))
                .member("waiting", server.waitingRequests())
                .end();
        json.name("loops").array();
        server.loops().forEach(each -> write(json, each));
        json.end();
        json.name("generations").array();
        server.generations().forEach(each -> write(json, each));
        json.end();
        writeCollectors(json);
        writeCertificates(json);
    }

    private static int served(List<GenerationState> generations) {
        return generations.stream().mapToInt(GenerationState::requests).sum();
    }

    private static void write(JsonWriter json, LoopState loop) {
        json.object()
                .member("number", loop.worker())
                .member("connections", loop.connections())
                .member("busy_seconds", seconds(loop.busy()))
                .member("takeovers", loop.takeOvers())
                .end();
    }

    private static void write(JsonWriter json, GenerationState generation) {
        json.object()
                .member("number", generation.number())
                .member("requests", generation.requests())
                .name("modules")
                .array();
        generation.modules().forEach(json::value);
        json.end().end();
    }

    private void writeCollectors(JsonWriter json) {
        json.name("collectors").object().member("failures", server.collectorFailures());
        json.name("all").array();
        for (var each : server.collectors()) {
            json.object()
                    .member("class", each.getClass().getName())
                    .member("dropped", each.dropped())
                    .end();
        }
        json.end().end();
    }

    private void writeCertificates(JsonWriter json) {
        json.name("certificates").array();
        for (var each : server.certificates()) {
            json.object()
                    .member("subject", each.getSubjectX500Principal().getName())
                    .member("not_after", each.getNotAfter().toInstant().toString())
                    .end();
        }
        json.end();
    }

    private static void writeErrors(JsonWriter json, String name, List<ErrorNote> notes) {
        json.name(name).array();
        notes.forEach(each -> each.writeTo(json));
        json.end();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
