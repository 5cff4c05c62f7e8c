package pounce.api;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.spi.Plugin;

/// Everything a server can be told. Immutable; every value has been checked.
///
/// Scalars are [Options], so that code, file, environment and command line say the same things by
/// the same names. Objects that no text can name, such as middleware, have builder methods only.
public final class ServerConfig implements Settings {
    private final SettingTable table;
    private final PluginTexts pluginTexts;
    private final Map<Phase, List<Middleware>> middleware;
    private final List<LifecycleCollector> collectors;
    private final List<Plugin> plugins;
    private final List<StaticFiles> files;
    private final Map<Option<?>, String> places;

    private ServerConfig(Builder builder) {
        table = new SettingTable(builder.values);
        pluginTexts = new PluginTexts(builder.pluginTexts);
        middleware = new EnumMap<>(builder.middleware);
        middleware.replaceAll((_, list) -> List.copyOf(list));
        collectors = List.copyOf(builder.collectors);
        plugins = List.copyOf(builder.plugins);
        files = List.copyOf(builder.files);
        places = Map.copyOf(builder.places);
    }

    /// {@return a config in which everything has its default}
    public static ServerConfig defaults() {
        return builder().build();
    }

    /// {@return a builder in which everything has its default}
    public static Builder builder() {
        return new Builder();
    }

    /// {@inheritDoc} That of a plug-in is read from its text, unless code has set it.
    ///
    /// @throws IllegalArgumentException if the text is no value; [#check] would have told
    @Override
    public <T> T get(Option<T> option) {
        return table.has(option)
                ? table.get(option)
                : pluginTexts.text(option).<T>map(option::parse).orElse(option.defaultValue());
    }

    /// Returns where an option was set, for messages.
    ///
    /// @param option which
    /// @return such as `pounce.properties, line 3`, `POUNCE_PORT` or `--port`; empty if it was not
    ///   set, or by code, which has no name for the place
    public Optional<String> place(Option<?> option) {
        return place(places, option);
    }

    private static Optional<String> place(Map<Option<?>, String> places, Option<?> option) {
        return Optional.ofNullable(places.get(option))
                .map(place -> place.replaceFirst(": $", ""))
                .filter(place -> !place.isEmpty());
    }

    /// {@return what is wrong with settings that are right by themselves}
    private List<String> contradictions() {
        var faults = new ArrayList<String>();
        for (Function<Settings, ?> reader :
                List.<Function<Settings, ?>>of(Cors::of, RateLimit::of)) {
            try {
                var _ = reader.apply(this);
            } catch (IllegalArgumentException fault) {
                faults.add(String.valueOf(fault.getMessage()));
            }
        }
        return faults;
    }

    /// Checks what was set for plug-ins, once all of them are known: those that come with an
    /// application are not before it is loaded.
    ///
    /// @param options of all plug-ins
    /// @throws ConfigException naming every text that is no value, and every name that no option
    ///   has
    public void check(Collection<? extends Option<?>> options) {
        refuse(pluginTexts.faults(options));
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new ConfigException(ErrorCode.POUNCE_CONFIG_INVALID, String.join("\n", faults));
        }
    }

    /// {@return the number of event loops: [Options#WORKERS], or one per processor}
    public int resolveWorkers() {
        int workers = get(Options.WORKERS);
        return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }

    /// Returns what was added for a phase, outermost first.
    ///
    /// @param phase where in the chain
    /// @return an immutable list
    public List<Middleware> middleware(Phase phase) {
        return middleware.getOrDefault(phase, List.of());
    }

    /// {@return who is told what happens, in the order added; immutable}
    public List<LifecycleCollector> collectors() {
        return collectors;
    }

    /// {@return the plug-ins that were given as objects, in the order added; immutable. Those that
    /// are provided as services are found when a server starts.}
    public List<Plugin> plugins() {
        return plugins;
    }

    /// {@return the directories of [Options#STATIC] with the rules of the other options, and behind
    /// them what was added; immutable}
    public List<StaticFiles> files() {
        return Stream.concat(get(Options.STATIC).stream().map(this::ruled), files.stream())
                .toList();
    }

    private StaticFiles ruled(StaticFiles mount) {
        return mount.index(get(Options.STATIC_INDEX))
                .fallback(get(Options.STATIC_FALLBACK))
                .listing(get(Options.STATIC_LISTING))
                .links(get(Options.STATIC_LINKS))
                .slash(get(Options.STATIC_SLASH))
                .precompressed(get(Options.STATIC_PRECOMPRESSED))
                .cacheControl(get(Options.STATIC_CACHE_CONTROL));
    }

    /// {@return the text of a properties file, one option per line; those that may not be shown are
    /// comments without a value}
    @Override
    public String toString() {
        var known = Options.known();
        return Stream.concat(
                        known.stream().map(this::line),
                        pluginTexts.unknown(known).stream().map(ServerConfig::hidden))
                .collect(Collectors.joining());
    }

    private <T> String line(Option<T> option) {
        return option.isShown() && isText(option)
                ? option.name() + " = " + option.format(get(option)).replace("\\", "\\\\") + '\n'
                : hidden(option.name());
    }

    /// {@return whether the value is one that text can name}
    private <T> boolean isText(Option<T> option) {
        try {
            var _ = option.parse(option.format(get(option)));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String hidden(String name) {
        return "# " + name + " = <hidden>\n";
    }

    /// Gathers settings; later ones win, but do not heal a fault. For one thread.
    public static final class Builder {
        private final Map<Option<?>, Object> values = new HashMap<>();
        private final Map<String, PluginTexts.Written> pluginTexts = new HashMap<>();
        private final Map<Phase, List<Middleware>> middleware = new EnumMap<>(Phase.class);
        private final List<LifecycleCollector> collectors = new ArrayList<>();
        private final List<Plugin> plugins = new ArrayList<>();
        private final List<StaticFiles> files = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final Map<Option<?>, String> places = new HashMap<>();

        private Builder() {}

        /// Sets one option; a value that breaks its rule is reported by [#build()].
        ///
        /// @param <T> the option's type
        /// @param option which
        /// @param value its value
        /// @return this builder
        public <T> Builder set(Option<T> option, T value) {
            try {
                values.put(option, option.check(value));
                places.remove(option);
            } catch (IllegalArgumentException fault) {
                faults.add(String.valueOf(fault.getMessage()));
            }
            return this;
        }

        /// Sets options from texts by name.
        ///
        /// @param texts values by option name; what cannot be used is reported by [#build()], an
        ///   unknown name with the nearest that is known
        /// @return this builder
        public Builder set(Map<String, String> texts) {
            new TreeMap<>(texts).forEach((name, text) -> set(name, text, "")); // faults in order
            return this;
        }

        /// Sets options from texts by name, as a command line brings them.
        ///
        /// @param texts values by option name
        /// @param place what a fault says about where the option of that name was set, such as the
        ///   flag
        /// @return this builder
        public Builder set(Map<String, String> texts, Function<String, String> place) {
            new TreeMap<>(texts).forEach((name, text) -> set(name, text, place.apply(name) + ": "));
            return this;
        }

        /// Sets options from a properties file, in UTF-8: `timeouts.header = 5s`.
        ///
        /// @param file its path; [#build()] reports one that cannot be read, settings that cannot
        ///   be used with their lines, and those that are there twice
        /// @return this builder
        public Builder file(Path file) {
            try {
                var lines = new HashMap<String, Integer>();
                for (var property : PropertiesText.read(Files.readString(file))) {
                    var place = file + ", line " + property.line() + ": ";
                    var earlier = lines.putIfAbsent(property.name(), property.line());
                    if (earlier == null) {
                        set(property.name(), property.text(), place);
                    } else {
                        faults.add(place + property.name() + ": set in line " + earlier + " too");
                    }
                }
            } catch (IllegalArgumentException malformed) {
                faults.add(file + ", " + malformed.getMessage());
            } catch (NoSuchFileException _) {
                faults.add(file + ": there is no such file");
            } catch (CharacterCodingException _) {
                faults.add(file + ": this is no text in UTF-8");
            } catch (IOException unreadable) {
                faults.add(file + ": this cannot be read: " + unreadable);
            }
            return this;
        }

        /// Sets options from the environment: `timeouts.header` is `POUNCE_TIMEOUTS_HEADER`.
        ///
        /// @param variables usually `System.getenv()`. Those that do not begin with `POUNCE_` are
        ///   not for us; [#build()] reports others that are no option's.
        /// @return this builder
        public Builder environment(Map<String, String> variables) {
            new TreeMap<>(variables)
                    .tailMap(Option.VARIABLE_PREFIX)
                    .forEach((variable, text) -> {
                        if (variable.startsWith(Option.VARIABLE_PREFIX)) {
                            setVariable(variable, text);
                        }
                    });
            return this;
        }

        /// Sets [Options#HOST].
        ///
        /// @param host an address or a name
        /// @return this builder
        public Builder host(String host) {
            return set(Options.HOST, host);
        }

        /// Sets [Options#PORT].
        ///
        /// @param port 0 takes a free one, which [Server#uri()] tells
        /// @return this builder
        public Builder port(int port) {
            return set(Options.PORT, port);
        }

        /// Sets [Options#LISTEN].
        ///
        /// @param uris `http://0.0.0.0:8080`, `https://0.0.0.0:8443` or `unix:/run/app.sock` each,
        ///   with `?proxy-protocol` where proxies say who their clients are
        /// @return this builder
        public Builder listen(String... uris) {
            parse(Options.LISTEN, String.join(",", uris), "");
            return this;
        }

        /// Sets [Options#WORKERS].
        ///
        /// @param workers 0 for one per processor
        /// @return this builder
        public Builder workers(int workers) {
            return set(Options.WORKERS, workers);
        }

        /// Sets [Options#TLS_CERT] and [Options#TLS_KEY]; without [Options#LISTEN], the one
        /// listener is for `https` then.
        ///
        /// @param certificate a file of PEM, with the certificates that signed it behind it
        /// @param key a file of PEM
        /// @return this builder
        public Builder tls(Path certificate, Path key) {
            return set(Options.TLS_CERT, List.of(certificate)).set(Options.TLS_KEY, List.of(key));
        }

        /// Believes proxies whom they ask for.
        ///
        /// @param forwarding which, and how
        /// @return this builder
        public Builder forwarding(Forwarding forwarding) {
            values.putAll(forwarding.options());
            return this;
        }

        /// Lets scripts of other origins call.
        ///
        /// @param cors whose, and how
        /// @return this builder
        public Builder cors(Cors cors) {
            values.putAll(cors.options());
            return this;
        }

        /// Answers 429 to clients that ask too often.
        ///
        /// @param limit how often they may
        /// @return this builder
        public Builder rateLimit(RateLimit limit) {
            values.putAll(limit.options());
            return this;
        }

        /// Sends the fields that make browsers careful with every response.
        ///
        /// @param headers which
        /// @return this builder
        public Builder securityHeaders(SecurityHeaders headers) {
            values.putAll(headers.options());
            return this;
        }

        /// Adds middleware next to the application.
        ///
        /// @param outermostFirst in the order in which they see a request
        /// @return this builder
        public Builder middleware(Middleware... outermostFirst) {
            return middleware(Phase.APPLICATION, outermostFirst);
        }

        /// Adds middleware to a phase.
        ///
        /// @param phase where in the chain
        /// @param outermostFirst in the order in which they see a request
        /// @return this builder
        public Builder middleware(Phase phase, Middleware... outermostFirst) {
            middleware
                    .computeIfAbsent(phase, _ -> new ArrayList<>())
                    .addAll(List.of(outermostFirst));
            return this;
        }

        /// Adds collectors; each event goes to all of them.
        ///
        /// @param collectors closed when the server has stopped, if they are [AutoCloseable]
        /// @return this builder
        public Builder collector(LifecycleCollector... collectors) {
            this.collectors.addAll(List.of(collectors));
            return this;
        }

        /// Adds files that are served in [Phase#CONTENT], before the application is asked.
        ///
        /// @param mounts each with a prefix of its own
        /// @return this builder
        public Builder files(StaticFiles... mounts) {
            this.files.addAll(List.of(mounts));
            return this;
        }

        /// Adds plug-ins beside those that are provided as services.
        ///
        /// @param plugins in any order: they are installed by name
        /// @return this builder
        public Builder plugin(Plugin... plugins) {
            this.plugins.addAll(List.of(plugins));
            return this;
        }

        /// Returns where an option was set so far, for messages; as [ServerConfig#place(Option)].
        ///
        /// @param option which
        /// @return the place; empty if it was not set, or by code
        public Optional<String> place(Option<?> option) {
            return ServerConfig.place(places, option);
        }

        /// {@return what was set and can be used, and defaults; to look for more faults with}
        ServerConfig withoutFaults() {
            return new ServerConfig(this);
        }

        /// Returns the config.
        ///
        /// @return everything that was set, and defaults
        /// @throws ConfigException naming every fault at once, one a line
        public ServerConfig build() {
            var all = new ArrayList<>(faults);
            if (!pluginTexts.isEmpty()) {
                all.addAll(new PluginTexts(pluginTexts).faultsOfKnown(Options.known()));
            }
            var config = new ServerConfig(this);
            all.addAll(config.contradictions());
            refuse(all);
            return config;
        }

        private void set(String name, String text, String place) {
            Options.named(name)
                    .ifPresentOrElse(
                            option -> parse(option, text, place),
                            () -> setUnknown(name, text, place));
        }

        private void setVariable(String variable, String text) {
            Options.ofVariable(variable)
                    .ifPresentOrElse(
                            option -> parse(option, text, variable + ": "),
                            () -> setUnknownVariable(variable, text));
        }

        /// The plug-in that knows it may come with the application.
        private void setUnknown(String name, String text, String place) {
            if (PluginTexts.isOption(name)) {
                pluginTexts.put(Option.variable(name), new PluginTexts.Written(name, place, text));
            } else {
                reportUnknown(place, name, Option::name);
            }
        }

        private void setUnknownVariable(String variable, String text) {
            if (PluginTexts.isVariable(variable)) {
                pluginTexts.put(variable, new PluginTexts.Written(variable, "", text));
            } else {
                reportUnknown("", variable, Option::variable);
            }
        }

        private void reportUnknown(String place, String unknown, Function<Option<?>, String> form) {
            var nearest = Options.nearest(unknown, Options.known().stream().map(form));
            faults.add(place + unknown + ": unknown; the nearest option is " + nearest);
        }

        private <T> void parse(Option<T> option, String text, String place) {
            try {
                values.put(option, option.parse(text));
                places.put(option, place);
            } catch (IllegalArgumentException fault) {
                faults.add(place + fault.getMessage());
            }
        }
    }
}
