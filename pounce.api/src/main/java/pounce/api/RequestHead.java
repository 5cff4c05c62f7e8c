package pounce.api;

import java.util.Optional;

/// What is known of a request before its content: control data and fields (RFC 9110, section 6),
/// and who sent it.
///
/// Immutable except for [#isDisconnected()]; safe to read from any thread. Implemented by pounce
/// only: methods may be added.
public sealed interface RequestHead permits HttpScope, Request {

    /// Key of [#client()], for a middleware that knows better (RFC 7239).
    Key<Address> CLIENT = Key.of("client");

    /// Key of [#scheme()].
    Key<String> SCHEME = Key.of("scheme");

    /// Key of [#authority()].
    Key<String> AUTHORITY = Key.of("authority");

    /// Key of [#path()].
    Key<String> PATH = Key.of("path");

    /// Key of [#rootPath()].
    Key<String> ROOT_PATH = Key.of("root-path");

    /// Key of [#headers()], for a middleware that takes away what must not be believed, or what it
    /// has dealt with.
    Key<Headers> HEADERS = Key.of("headers");

    /// Key of [#requestId()].
    Key<String> REQUEST_ID = Key.of("request-id");

    /// Key of [#formLimits()], for a route that takes larger forms, or none but small ones.
    Key<FormLimits> FORM_LIMITS = Key.of("form-limits");

    /// {@return the method, case-sensitive (RFC 9110, section 9.1)}
    String method();

    /// {@return the path, percent-decoded once as UTF-8, without dot segments, always starting with
    /// `/`}
    ///
    /// An encoded slash, backslash or NUL never gets here: such a request is refused with 400,
    /// unless [Options#HTTP_ENCODED_SLASH] lets the slash pass; then only [#rawPath()] tells it
    /// from a real one.
    String path();

    /// {@return the path as received}
    String rawPath();

    /// {@return the query, parsed each time it is asked for}
    ///
    /// @throws pounce.api.error.ParseException if escapes in it are no UTF-8: 400 if a handler lets
    ///   it pass
    Parameters query();

    /// {@return the query as received, without `?`; empty if there is none}
    String rawQuery();

    /// {@return the fields in the order received, unless a middleware knows better}
    Headers headers();

    /// {@return `http` or `https` (RFC 9110, section 4.2)}
    String scheme();

    /// {@return host and port as the client named them (RFC 9110, section 7.2)}
    String authority();

    /// {@return the version of the protocol that carried the request: `1.0`, `1.1` or `2`}
    String httpVersion();

    /// {@return the prefix under which the application is mounted; empty at the root}
    String rootPath();

    /// {@return the other end of the connection, or the client that a trusted proxy has announced
    /// (`?proxy-protocol`), unless a middleware knows better; host `unix`, port 0, on a Unix domain
    /// socket}
    Address client();

    /// {@return the address that accepted the connection, or that the announced client connected
    /// to; its path, with port 0, on a Unix domain socket}
    Address server();

    /// {@return what was agreed upon under TLS, with the client's certificates if it sent any;
    /// empty without TLS}
    Optional<TlsSession> tls();

    /// {@return an id of this request, unique in this process, that ties its log lines together}
    String requestId();

    /// {@return the number of the application's generation, counting reloads from 1}
    int generation();

    /// {@return what [Request#form()] and [Request#parts()] take at most}
    FormLimits formLimits();

    /// {@return whether the client is known to have gone away; a volatile read, for loops that
    /// compute for long}
    boolean isDisconnected();

    /// {@return what a middleware stored under this key}
    ///
    /// @param <T> the attribute's type
    /// @param key compared by identity
    <T> Optional<T> get(Key<T> key);

    /// Returns a copy that answers a value for a key. The keys declared here replace what the
    /// client sent.
    ///
    /// @param <T> the attribute's type
    /// @param key compared by identity
    /// @param value its value
    /// @return a copy
    <T> RequestHead with(Key<T> key, T value);
}
