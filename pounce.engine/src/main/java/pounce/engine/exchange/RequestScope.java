package pounce.engine.exchange;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.FormLimits;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.Key;
import pounce.api.Parameters;
import pounce.api.TlsSession;

/// A request as the application sees it. Immutable: what middleware adds is a list that grows at
/// its head.
final class RequestScope implements HttpScope {
    private final RequestControl control;
    private final Exchange exchange;
    private final @Nullable Attribute attributes;

    RequestScope(RequestControl control, Exchange exchange) {
        this(control, exchange, null);
    }

    private RequestScope(
            RequestControl control, Exchange exchange, @Nullable Attribute attributes) {
        this.control = control;
        this.exchange = exchange;
        this.attributes = attributes;
    }

    private record Attribute(Key<?> key, Object value, @Nullable Attribute older) {}

    @Override
    public String method() {
        return control.method();
    }

    @Override
    public String path() {
        return corrected(PATH, control.target().path());
    }

    @Override
    public String rawPath() {
        return control.target().rawPath();
    }

    @Override
    public Parameters query() {
        return Parameters.parse(rawQuery());
    }

    @Override
    public String rawQuery() {
        return control.target().rawQuery();
    }

    @Override
    public Headers headers() {
        return corrected(HEADERS, control.fields());
    }

    @Override
    public String scheme() {
        return corrected(SCHEME, control.scheme());
    }

    @Override
    public String authority() {
        return corrected(AUTHORITY, control.authority());
    }

    @Override
    public String httpVersion() {
        return control.version();
    }

    @Override
    public String rootPath() {
        return corrected(ROOT_PATH, exchange.site().rootPath());
    }

    @Override
    public Address client() {
        var known = find(CLIENT);
        return known != null ? known : exchange.stream().remote();
    }

    @Override
    public Address server() {
        return exchange.stream().local();
    }

    @Override
    public Optional<TlsSession> tls() {
        return exchange.stream().tls();
    }

    @Override
    public String requestId() {
        var known = find(REQUEST_ID);
        return known != null ? known : exchange.requestId();
    }

    @Override
    public int generation() {
        return exchange.site().generation();
    }

    @Override
    public FormLimits formLimits() {
        return corrected(FORM_LIMITS, exchange.site().contentLimits().forms());
    }

    /// Lets whoever watches know what middleware has found out so far.
    void isKnown() {
        if (attributes != null) {
            exchange.known(this);
        }
    }

    /// Lets whoever watches know that the request has waited.
    void queued(long nanos, boolean admitted) {
        exchange.stream().queued(nanos, admitted);
    }

    Exchange exchange() {
        return exchange;
    }

    /// Unparks the calling thread once the client is gone.
    void wakeWhenGone() {
        exchange.wakeWhenGone();
    }

    @Override
    public boolean isDisconnected() {
        return exchange.isDisconnected();
    }

    @Override
    public Headers trailers() {
        return exchange.stream().trailers();
    }

    @Override
    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable(find(key));
    }

    @Override
    public <T> HttpScope with(Key<T> key, T value) {
        return new RequestScope(control, exchange, new Attribute(key, value, attributes));
    }

    private <T> T corrected(Key<T> key, T original) {
        var known = find(key);
        return known != null ? known : original;
    }

    @SuppressWarnings("unchecked") // `with` puts only a key's own type beside it
    private <T> @Nullable T find(Key<T> key) {
        for (var each = attributes; each != null; each = each.older) {
            if (each.key == key) {
                return (T) each.value;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return method() + ' ' + rawPath();
    }
}
