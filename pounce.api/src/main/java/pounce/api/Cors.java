package pounce.api;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Whose scripts may call, and how (WHATWG Fetch, section 3.2): the options `cors.*` as one value.
/// What the application says itself stays. Immutable.
public final class Cors {
    private final Map<Option<?>, Object> options;
    private final Settings settings;

    private Cors(Map<Option<?>, Object> options) {
        this.options = options;
        this.settings = new SettingTable(options);
        if (credentials() && hasWildcard()) {
            throw new IllegalArgumentException(
                    "cors.credentials = true: * is nobody's name then; say which origins, methods"
                            + " and fields (WHATWG Fetch, section 3.2.5)");
        }
    }

    private boolean hasWildcard() {
        return origins().stream().anyMatch(AllowedOrigin.Any.class::isInstance)
                || Stream.of(methods(), headers(), exposed()).anyMatch(each -> each.contains("*"));
    }

    /// Lets scripts of these origins send GET, HEAD and POST without credentials.
    ///
    /// @param origins what [AllowedOrigin#parse] reads
    /// @return whose scripts may call
    /// @throws IllegalArgumentException if one is no origin
    public static Cors allow(String... origins) {
        return new Cors(
                Map.of(
                        Options.CORS_ORIGINS,
                        Arrays.stream(origins).map(AllowedOrigin::parse).toList()));
    }

    /// Lets scripts of all origins that a test finds send GET, HEAD and POST without credentials.
    ///
    /// @param origins is given an origin as the browser wrote it; any thread
    /// @return whose scripts may call
    public static Cors allow(Predicate<String> origins) {
        return new Cors(Map.of(Options.CORS_ORIGINS, List.of(AllowedOrigin.matching(origins))));
    }

    /// {@return what settings say}
    ///
    /// @param settings those of a server
    /// @throws IllegalArgumentException if they allow credentials, and `*`
    public static Cors of(Settings settings) {
        var options = new HashMap<Option<?>, Object>();
        for (var option :
                List.of(
                        Options.CORS_ORIGINS,
                        Options.CORS_METHODS,
                        Options.CORS_HEADERS,
                        Options.CORS_EXPOSED,
                        Options.CORS_CREDENTIALS,
                        Options.CORS_MAX_AGE,
                        Options.CORS_PRIVATE_NETWORK)) {
            options.put(option, settings.get(option));
        }
        return new Cors(options);
    }

    /// {@return whose scripts may call}
    public List<AllowedOrigin> origins() {
        return settings.get(Options.CORS_ORIGINS);
    }

    /// {@return what they may ask for; `*` for any method}
    public List<String> methods() {
        return settings.get(Options.CORS_METHODS);
    }

    /// {@return the request fields that they may set, beside those that are always allowed; `*` for
    /// any but `Authorization`}
    public List<String> headers() {
        return settings.get(Options.CORS_HEADERS);
    }

    /// {@return the response fields that they may read, beside those that they always may; `*` for
    /// any}
    public List<String> exposed() {
        return settings.get(Options.CORS_EXPOSED);
    }

    /// {@return whether cookies and other credentials come with what they ask}
    public boolean credentials() {
        return settings.get(Options.CORS_CREDENTIALS);
    }

    /// {@return how long a browser may remember the answer to a preflight}
    public Duration maxAge() {
        return settings.get(Options.CORS_MAX_AGE);
    }

    /// {@return whether pages of the public network may call a server of a private one}
    public boolean privateNetwork() {
        return settings.get(Options.CORS_PRIVATE_NETWORK);
    }

    /// Returns a copy that allows these methods, in place of GET, HEAD and POST.
    ///
    /// @param methods case-sensitive
    /// @return whose scripts may call
    /// @throws IllegalArgumentException if one is no method, or `*` beside credentials
    public Cors methods(String... methods) {
        return with(Options.CORS_METHODS, List.of(methods));
    }

    /// Returns a copy that allows these request fields.
    ///
    /// @param names in any case
    /// @return whose scripts may call
    /// @throws IllegalArgumentException if one is no name, or `*` beside credentials
    public Cors headers(String... names) {
        return with(Options.CORS_HEADERS, List.of(names));
    }

    /// Returns a copy that lets scripts read these response fields.
    ///
    /// @param names in any case
    /// @return whose scripts may call
    /// @throws IllegalArgumentException if one is no name, or `*` beside credentials
    public Cors exposed(String... names) {
        return with(Options.CORS_EXPOSED, List.of(names));
    }

    /// {@return a copy that allows credentials}
    ///
    /// @throws IllegalArgumentException beside `*`
    public Cors withCredentials() {
        return with(Options.CORS_CREDENTIALS, true);
    }

    /// Returns a copy whose answers to preflights may be remembered so long.
    ///
    /// @param maxAge whole seconds, up to a day; zero for not at all
    /// @return whose scripts may call
    /// @throws IllegalArgumentException if it is longer or negative
    public Cors maxAge(Duration maxAge) {
        return with(Options.CORS_MAX_AGE, maxAge);
    }

    /// {@return a copy that lets pages of the public network call a server of a private one
    /// (Private Network Access, section 3.1.2)}
    public Cors withPrivateNetwork() {
        return with(Options.CORS_PRIVATE_NETWORK, true);
    }

    private <T> Cors with(Option<T> option, T value) {
        var changed = new HashMap<>(options);
        changed.put(option, option.check(value));
        return new Cors(changed);
    }

    Map<Option<?>, Object> options() {
        return options;
    }
}
