package pounce.cli;

import static java.lang.String.CASE_INSENSITIVE_ORDER;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.ServerDescription;
import pounce.api.ServerDescription.Provided;

/// What `pounce info` says, line by line.
final class InfoText {
    private static final int MEBIBYTE = 1 << 20;

    /// What an option asks for: a provider, by the first word of the option's name.
    private record Need(String provider, String module) {
        static Stream<Need> of(Option<?> option) {
            int dot = option.name().indexOf('.');
            var provider = dot < 0 ? option.name() : option.name().substring(0, dot);
            return option.module().stream().map(module -> new Need(provider, module));
        }
    }

    /// The engine itself asks for this one, so its options do not say so.
    private static final List<Need> ENGINE_NEEDS = List.of(new Need("tls", "pounce.tls"));

    private final Optional<ModuleLayer> layer =
            Optional.ofNullable(InfoText.class.getModule().getLayer());
    private final List<String> lines = new ArrayList<>();

    private InfoText() {}

    static List<String> of(ServerDescription server) {
        var text = new InfoText();
        text.process();
        text.threads(server);
        text.application(server.application());
        text.modules();
        text.providers(server.extensions());
        text.missing(server.extensions());
        return List.copyOf(text.lines);
    }

    private void process() {
        lines.add("pounce %s, %s".formatted(Pounce.version(), place()));
        lines.add(
                "Java %s, %s (%s)"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("java.vm.name"),
                                System.getProperty("java.vendor")));
        var runtime = Runtime.getRuntime();
        lines.add(
                "%s %s on %s, %d processors, %d MiB of heap at most"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch"),
                                runtime.availableProcessors(),
                                runtime.maxMemory() / MEBIBYTE));
    }

    private String place() {
        var home = System.getProperty("java.home");
        if (layer.isEmpty()) return "on the class path of " + home;
        boolean linked =
                layer.get()
                        .configuration()
                        .findModule(InfoText.class.getModule().getName())
                        .flatMap(module -> module.reference().location())
                        .filter(location -> location.getScheme().equals("jrt"))
                        .isPresent();
        return (linked ? "in the image " : "on the module path of ") + home;
    }

    private void threads(ServerDescription server) {
        heading("threads");
        lines.add("  " + server.threads());
        lines.add("  event loops: " + server.loops());
    }

    private void application(List<ModuleDescriptor> modules) {
        if (!modules.isEmpty()) {
            heading("application");
            modules.forEach(module -> lines.add(line(module)));
        }
    }

    private static String line(ModuleDescriptor module) {
        return "  " + module.toNameAndVersion().replace('@', ' ');
    }

    /// Those of the JDK are as many as always.
    private void modules() {
        heading("modules");
        if (layer.isEmpty()) {
            lines.add("  none: there are no modules on the class path");
        }
        layer.stream()
                .flatMap(each -> each.modules().stream())
                .map(Module::getDescriptor)
                .filter(module -> !module.name().matches("(java|jdk)\\..*"))
                .sorted(Comparator.comparing(ModuleDescriptor::name))
                .forEach(module -> lines.add(line(module)));
    }

    private void providers(List<Provided> found) {
        heading("providers");
        if (found.isEmpty()) {
            lines.add("  none");
        }
        int kind = width(found.stream().map(Provided::kind));
        int name = width(found.stream().map(Provided::name));
        found.stream()
                .sorted(
                        Comparator.comparing(Provided::kind, CASE_INSENSITIVE_ORDER)
                                .thenComparing(Provided::name))
                .forEach(each ->
                        lines.add(
                                "  %s  %s  %s"
                                        .formatted(
                                                padded(each.kind(), kind),
                                                padded(each.name(), name),
                                                each.module())
                                        .stripTrailing()));
    }

    private void missing(List<Provided> found) {
        var names = found.stream().map(Provided::name).collect(toSet());
        var wanted =
                Stream.concat(Options.all().stream().flatMap(Need::of), ENGINE_NEEDS.stream())
                        .filter(need -> !names.contains(need.provider()))
                        .collect(
                                groupingBy(
                                        Need::module,
                                        TreeMap::new,
                                        mapping(Need::provider, toCollection(TreeSet::new))));
        heading("missing");
        if (wanted.isEmpty()) {
            lines.add("  nothing: every option has the module that it needs");
        }
        wanted.forEach((module, providers) -> {
            lines.add("  " + module + ", for " + String.join(", ", providers));
            lines.add(
                    "    add it to the module path, or to the image with jlink --add-modules "
                            + module);
        });
    }

    private void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    private static int width(Stream<String> texts) {
        return texts.mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
