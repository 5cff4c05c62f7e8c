package pounce.tests.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pounce.api.Address;
import pounce.api.FormLimits;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.Key;
import pounce.api.Parameters;
import pounce.api.ServerConfig;
import pounce.api.TlsSession;

/// The head of a request that came over no wire.
public record ScriptedScope(
        String method, Headers headers, String rawQuery, Map<Key<?>, Object> attributes)
        implements HttpScope {

    /// A GET with these fields.
    public static ScriptedScope of(String... namesAndValues) {
        return asking("GET", namesAndValues);
    }

    /// A request with these fields.
    public static ScriptedScope asking(String method, String... namesAndValues) {
        return new ScriptedScope(method, Headers.of(namesAndValues), "q=1", Map.of());
    }

    @Override
    public Headers headers() {
        return get(HEADERS).orElse(headers);
    }

    @Override
    public String path() {
        return get(PATH).orElse("/p");
    }

    @Override
    public String rawPath() {
        return "/p";
    }

    @Override
    public Parameters query() {
        return Parameters.parse(rawQuery);
    }

    @Override
    public String scheme() {
        return get(SCHEME).orElse("http");
    }

    @Override
    public String authority() {
        return get(AUTHORITY).orElse("example.com");
    }

    @Override
    public String httpVersion() {
        return "1.1";
    }

    @Override
    public String rootPath() {
        return get(ROOT_PATH).orElse("");
    }

    @Override
    public Address client() {
        return get(CLIENT).orElse(new Address("192.0.2.1", 50_000));
    }

    @Override
    public Address server() {
        return new Address("192.0.2.2", 80);
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public String requestId() {
        return get(REQUEST_ID).orElse("1");
    }

    @Override
    public int generation() {
        return 1;
    }

    @Override
    public FormLimits formLimits() {
        return get(FORM_LIMITS).orElseGet(() -> FormLimits.of(ServerConfig.defaults()));
    }

    @Override
    public boolean isDisconnected() {
        return false;
    }

    @Override
    public Headers trailers() {
        return Headers.of("t", "1");
    }

    @Override
    @SuppressWarnings("unchecked") // `with` puts only a key's own type beside it
    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable((T) attributes.get(key));
    }

    @Override
    public <T> ScriptedScope with(Key<T> key, T value) {
        var more = new HashMap<>(attributes);
        more.put(key, value);
        return new ScriptedScope(method, headers, rawQuery, Map.copyOf(more));
    }
}
