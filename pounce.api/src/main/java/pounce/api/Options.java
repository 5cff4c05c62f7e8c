package pounce.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pounce.api.field.Tokens;

/// The server's own settings, with units in their types. Constants are added in minor versions,
/// never removed.
///
/// The name of an option is the same everywhere: `timeouts.header` in a file is
/// `POUNCE_TIMEOUTS_HEADER` in the environment and `--timeouts-header` on the command line.
public final class Options {
    /// Keeps every deadline far from where a count of nanoseconds overflows.
    private static final Predicate<Duration> UP_TO_A_DAY = Range.upTo(Duration.ofHours(24));

    private static final Predicate<String> FILLED = Options::isFilled;
    private static final Predicate<String> ABSOLUTE = Options::isAbsolute;
    private static final Predicate<List<String>> TOKENS = new Each<>(Tokens::isToken);
    private static final Predicate<List<String>> PAIRS = new Each<>(Options::isPair);
    private static final Function<String, Path> PATH_FORM = Path::of;
    private static final Function<String, URI> URI_FORM = URI::create;
    private static final Function<String, TrustedPeers> PEERS_FORM = TrustedPeers::parse;

    private static final String PROXY_PROTOCOL = "proxy-protocol";

    /// The module of the middleware that is told by options of this table.
    private static final String LIFECYCLE = "pounce.lifecycle";

    private static final String MIDDLEWARE = "pounce.middleware";

    private static final String TRACES = "pounce.tracing";
    private static final String COMMAND = "pounce.cli";

    private static final String STATIC_FILES = "pounce.staticfiles";

    /// Listeners, in place of [#HOST] and [#PORT]: `http://host:port`, `https://host:port`, or
    /// `unix:/path` for a Unix domain socket. Of a name's addresses the first is bound.
    ///
    /// With `?proxy-protocol` behind it, a listener is for proxies that begin every connection with
    /// a header of the PROXY protocol, version 1 or 2; whom it believes [#PROXY_PROTOCOL_TRUSTED]
    /// says.
    ///
    /// The file that a dead server left at the path of a Unix domain socket is replaced; a server
    /// that lives, or a file that is no socket, is an error.
    public static final Option<List<URI>> LISTEN =
            Option.list("listen", URI_FORM)
                    .where(new Each<>(Options::isListener))
                    .doc(
                            "Listeners, http://host:port, https://host:port or unix:/path each, with"
                                    + " ?proxy-protocol behind such proxies; none for host and port.")
                    .shown();

    /// The address to bind.
    public static final Option<String> HOST =
            Option.text("host", "127.0.0.1").where(FILLED).doc("Address or name to bind.").shown();

    /// The port to bind; 0 takes a free one.
    public static final Option<Integer> PORT =
            Option.number("port", 8000)
                    .where(Range.of(0, 65_535))
                    .doc("Port to bind, 0 to 65535; 0 takes a free one.")
                    .shown();

    /// Listeners for those who look after the server, as in [#LISTEN]: they answer the endpoints of
    /// plug-ins and nothing else, until the end of a drain. Introspection and metrics are answered
    /// nowhere else then; health is answered everywhere.
    public static final Option<List<URI>> ADMIN_LISTEN =
            Option.list("admin.listen", URI_FORM)
                    .where(new Each<>(Options::isAdminListener))
                    .doc(
                            "Listeners for introspection, metrics and health alone, http://host:port,"
                                    + " https://host:port or unix:/path each.")
                    .shown();

    /// The mode of the files of Unix domain sockets, as chmod writes it: who may write may connect.
    public static final Option<String> UNIX_MODE =
            Option.text("unix.mode", "660")
                    .where(TextRules::isFileMode)
                    .doc("Mode of the files of Unix domain sockets, in octal digits.")
                    .shown();

    /// The proxies that may connect to listeners with `?proxy-protocol`; anybody else is closed
    /// without an answer. Such a listener does not start if none of these can reach it.
    public static final Option<List<TrustedPeers>> PROXY_PROTOCOL_TRUSTED =
            Option.list("proxy-protocol.trusted", PEERS_FORM)
                    .doc("Proxies on listeners with ?proxy-protocol: address blocks, or unix.")
                    .shown();

    /// Certificates: files of PEM, each with a certificate and those that signed it behind it, or
    /// of PKCS#12. Which one a client sees, the host that it asks for decides: a certificate that
    /// has the name, then one with a wildcard for it, else the first.
    ///
    /// Where [#LISTEN] is empty, a certificate makes `https` of [#HOST] and [#PORT].
    public static final Option<List<Path>> TLS_CERT =
            paths("tls.cert")
                    .doc("Certificate chains, in files of PEM or PKCS#12, chosen by host name.");

    /// Keys in files of PEM, as many as certificates and in their order: PKCS#8, also encrypted,
    /// PKCS#1 or SEC 1. Empty if each file of a certificate holds its key too.
    public static final Option<List<Path>> TLS_KEY =
            paths("tls.key")
                    .doc(
                            "Keys in files of PEM, in the order of tls.cert; none if they are in there.");

    /// A file whose first line is the password of encrypted keys and of PKCS#12; empty for none.
    public static final Option<String> TLS_KEY_PASSWORD_FILE =
            Option.text("tls.key-password-file", "")
                    .doc("File with the password of keys and of PKCS#12; empty for none.");

    /// Whether clients are asked for certificates; [#TLS_TRUST] says which count.
    public static final Option<ClientAuth> TLS_CLIENT_AUTH =
            Option.choice("tls.client-auth", ClientAuth.NONE)
                    .doc("Certificates of clients: none, optional or required.")
                    .shown();

    /// Files of PEM with the certificates that may sign those of clients.
    public static final Option<List<Path>> TLS_TRUST =
            paths("tls.trust").doc("Certificates in files of PEM that may sign those of clients.");

    /// Between two looks whether files of certificates, keys and trust have changed, which are read
    /// again then; zero for no looks.
    public static final Option<Duration> TLS_RELOAD_INTERVAL =
            Option.durationOrZero("tls.reload-interval", Duration.ofSeconds(10))
                    .where(UP_TO_A_DAY)
                    .doc("Time between two looks at the files of TLS, up to 24h; 0s for none.")
                    .shown();

    /// Where modules of a named application are, and plug-ins, besides the place that its name
    /// says: jars, directories of classes, directories of jars. They are never on the module path
    /// of the server. An application that is one of the server's modules gets the plug-ins alone.
    public static final Option<List<Path>> MODULE_PATH =
            paths("module-path")
                    .doc(
                            "Where modules of the application and plug-ins are: jars, and directories.")
                    .shown();

    /// Where a named application is that has no modules, its name being that of a class: jars,
    /// directories of classes, and `*` for all jars of a directory.
    public static final Option<List<Path>> CLASS_PATH =
            paths("class-path")
                    .doc("Where an application without modules is; it is named by its class.")
                    .shown();

    /// The number of event loops; 0 for one per processor.
    public static final Option<Integer> WORKERS =
            Option.number("workers", 0)
                    .where(Range.atLeast(0))
                    .doc("Event loops; 0 for one per processor.")
                    .shown();

    /// Where application calls run.
    public static final Option<WorkerMode> WORKER_MODE =
            Option.choice("worker-mode", WorkerMode.AUTO)
                    .doc("Where application calls run: auto, loop, shared or inline.")
                    .shown();

    /// How many connections may wait to be accepted, per listener.
    public static final Option<Integer> BACKLOG =
            Option.number("backlog", 2048)
                    .where(Range.atLeast(1))
                    .doc("Connections that may wait to be accepted, at least 1.")
                    .shown();

    /// From the first octet of a request head, or the start of a connection, to its last; absolute.
    public static final Option<Duration> TIMEOUT_HEADER =
            timeout("header", 10, "One whole request head, 1ms to 24h.");

    /// The whole handshake of TLS, from the start of the connection; absolute.
    public static final Option<Duration> TIMEOUT_TLS_HANDSHAKE =
            timeout("tls-handshake", 10, "One whole handshake of TLS, 1ms to 24h.");

    /// Each wait for more request content.
    public static final Option<Duration> TIMEOUT_REQUEST_BODY =
            timeout("request-body", 30, "Each wait for more request content, 1ms to 24h.");

    /// How long a client may be slower than [#LIMIT_REQUEST_BODY_RATE].
    public static final Option<Duration> TIMEOUT_REQUEST_BODY_GRACE =
            timeout(
                    "request-body-grace",
                    5,
                    "How long a client may be slower than limits.request-body-rate, 1ms to 24h.");

    /// A whole request, from its head to the end of its response; zero for no limit. The thread of
    /// a handler that takes longer is interrupted, and the client gets 503 unless a response is on
    /// its way.
    public static final Option<Duration> TIMEOUT_REQUEST =
            limitOrNone("timeouts.request", "One whole request, up to 24h; 0s for no limit.");

    /// Each wait for a client that does not read.
    public static final Option<Duration> TIMEOUT_WRITE =
            timeout("write", 30, "Each wait for a client that does not read, 1ms to 24h.");

    /// A connection between two requests.
    public static final Option<Duration> TIMEOUT_KEEP_ALIVE =
            timeout("keep-alive", 75, "A connection between two requests, 1ms to 24h.");

    /// The age from which a connection closes behind the request that it serves, so that clients
    /// spread over new servers; zero for no limit.
    public static final Option<Duration> TIMEOUT_CONNECTION_AGE =
            limitOrNone(
                    "timeouts.connection-age",
                    "Age at which a connection ends behind its request, up to 24h; 0s for never.");

    /// How long a task may hold its event loop; then the loop's other connections are served by a
    /// spare thread. It is seen after one to two times as long.
    public static final Option<Duration> TIMEOUT_HELD_LOOP =
            Option.duration("timeouts.held-loop", Duration.ofMillis(10))
                    .where(UP_TO_A_DAY)
                    .doc("One task on its event loop, 1ms to 24h; then a spare thread takes over.")
                    .shown()
                    .beta();

    /// A request's wait for one of the concurrent ones to end.
    public static final Option<Duration> TIMEOUT_QUEUE =
            timeout("queue", 5, "A request's wait for limits.concurrent-requests, 1ms to 24h.");

    /// The application's start.
    public static final Option<Duration> TIMEOUT_STARTUP =
            timeout("startup", 30, "The application's start, 1ms to 24h.");

    /// The whole drain; what still runs then is ended by force.
    public static final Option<Duration> TIMEOUT_SHUTDOWN =
            timeout(
                    "shutdown",
                    10,
                    "The whole drain, 1ms to 24h; what still runs then is ended by force.");

    /// What requests of an old generation get after a reload; their connections are closed then.
    public static final Option<Duration> TIMEOUT_RELOAD =
            timeout("reload", 30, "Requests of the old application after a reload, 1ms to 24h.");

    /// How long readiness says 503 before the listeners close, so that balancers send new clients
    /// elsewhere; a part of [#TIMEOUT_SHUTDOWN], which must be longer. Zero for not at all.
    public static final Option<Duration> TIMEOUT_DRAIN_DELAY =
            limitOrNone(
                    "timeouts.drain-delay",
                    "Readiness fails for this long before listeners close, up to 24h; 0s for not at"
                            + " all.");

    /// One check of health; what takes longer has failed.
    public static final Option<Duration> TIMEOUT_HEALTH_CHECK =
            timeout("health-check", 1, "One check of health, 1ms to 24h.");

    /// Request content, at least one octet; [Request#limit] changes it for single requests.
    public static final Option<Size> LIMIT_REQUEST_BODY =
            Option.size("limits.request-body", Size.ofMebibytes(1))
                    .where(Range.sizeFrom(1))
                    .doc("Content of one request, at least 1B.")
                    .shown();

    /// What [Request#limit] may raise the limit to, and never less than [#LIMIT_REQUEST_BODY]. A
    /// request that declares more is refused before the application sees it.
    public static final Option<Size> LIMIT_REQUEST_BODY_MAX =
            Option.size("limits.request-body-max", Size.ofGibibytes(1))
                    .where(Range.sizeFrom(1))
                    .doc("Content that a handler may allow one request, at least 1B.")
                    .shown();

    /// Octets of content that a client must send per second while the application waits for them;
    /// zero for no limit. What it sends earns it time, up to [#TIMEOUT_REQUEST_BODY].
    public static final Option<Size> LIMIT_REQUEST_BODY_RATE =
            Option.size("limits.request-body-rate", new Size(240))
                    .doc("Content that a client must send per second; 0B for no limit.")
                    .shown();

    /// Fields of one form, or parts of one multipart content.
    public static final Option<Integer> LIMIT_FORM_FIELDS =
            Option.number("limits.form-fields", 1000)
                    .where(Range.atLeast(1))
                    .doc("Fields of a form, or its parts; at least 1.")
                    .shown();

    /// The name of a field of a form, of a part, or of a file, as UTF-8.
    public static final Option<Size> LIMIT_FORM_NAME =
            Option.size("limits.form-name", Size.ofKibibytes(1))
                    .where(Range.sizeFrom(1))
                    .doc("Name of a field or file in a form, at least 1B.")
                    .shown();

    /// A form that is read into memory: a whole one, or all of its parts together that are read as
    /// text or octets.
    public static final Option<Size> LIMIT_FORM_MEMORY =
            Option.size("limits.form-memory", Size.ofMebibytes(1))
                    .where(Range.sizeFrom(1))
                    .doc("What of a form is read into memory, at least 1B.")
                    .shown();

    /// The content of one part of a form. All of them together are content of the request, which
    /// [#LIMIT_REQUEST_BODY] is for.
    public static final Option<Size> LIMIT_PART =
            Option.size("limits.part", Size.ofGibibytes(1))
                    .where(Range.sizeFrom(1))
                    .doc("Content of one part of a form, at least 1B.")
                    .shown();

    /// All header fields of one part of a form.
    public static final Option<Size> LIMIT_PART_HEADER_SECTION =
            Option.size("limits.part-header-section", Size.ofKibibytes(8))
                    .where(Range.size(64, 1 << 20))
                    .doc("All header fields of one part of a form, 64B to 1MiB.")
                    .shown();

    /// The request line (RFC 9112, section 3).
    public static final Option<Size> LIMIT_REQUEST_LINE =
            Option.size("limits.request-line", Size.ofKibibytes(8))
                    .where(Range.size(64, 1 << 20))
                    .doc("A request line, 64B to 1MiB.")
                    .shown();

    /// All field lines of a request, or of its trailers.
    public static final Option<Size> LIMIT_HEADER_SECTION =
            Option.size("limits.header-section", Size.ofKibibytes(64))
                    .where(Range.size(64, 1 << 20))
                    .doc("All fields of a request, 64B to 1MiB.")
                    .shown();

    /// Field lines in one request, or in its trailers.
    public static final Option<Integer> LIMIT_FIELDS =
            Option.number("limits.fields", 100)
                    .where(Range.of(1, 10_000))
                    .doc("Field lines of a request, 1 to 10000.")
                    .shown();

    /// Chunk extensions of one request (RFC 9112, section 7.1.1), all together; they mean nothing
    /// to pounce.
    public static final Option<Size> LIMIT_CHUNK_EXTENSIONS =
            Option.size("limits.chunk-extensions", Size.ofKibibytes(4))
                    .where(Range.size(0, 1 << 20))
                    .doc("All chunk extensions of a request, 0B to 1MiB.")
                    .shown();

    /// The first message of a client under TLS (RFC 8446, section 4.1.2), with its record headers.
    public static final Option<Size> LIMIT_CLIENT_HELLO =
            Option.size("limits.client-hello", Size.ofKibibytes(16))
                    .where(Range.size(512, 32 << 10))
                    .doc("The first message of a client under TLS, 512B to 32KiB.")
                    .shown();

    /// Open connections; 0 for no limit.
    public static final Option<Integer> LIMIT_CONNECTIONS =
            Option.number("limits.connections", 10_000)
                    .where(Range.atLeast(0))
                    .doc("Open connections; further ones get 503. 0 for no limit.")
                    .shown();

    /// Open connections to the listeners of [#ADMIN_LISTEN]; they do not count for
    /// [#LIMIT_CONNECTIONS], so that a server that is full can still be looked at.
    public static final Option<Integer> LIMIT_ADMIN_CONNECTIONS =
            Option.number("limits.admin-connections", 100)
                    .where(Range.atLeast(1))
                    .doc("Open connections to admin.listen, at least 1; further ones get 503.")
                    .shown();

    /// Requests on one connection; 0 for no limit.
    public static final Option<Integer> LIMIT_REQUESTS =
            Option.number("limits.requests-per-connection", 0)
                    .where(Range.atLeast(0))
                    .doc("Requests on one connection, which then closes; 0 for no limit.")
                    .shown();

    /// Platform threads that event loops may use at a time, those of tasks that hold one included.
    /// With fewer than loops, there is one for each loop, and none is ever taken over.
    public static final Option<Integer> LIMIT_LOOP_THREADS =
            Option.number("limits.loop-threads", 256)
                    .where(Range.atLeast(1))
                    .doc("Platform threads of event loops, spare ones included; at least 1.")
                    .shown()
                    .beta();

    /// Requests that the application serves at once, on all connections; 0 for no limit.
    public static final Option<Integer> LIMIT_CONCURRENT_REQUESTS =
            Option.number("limits.concurrent-requests", 0)
                    .where(Range.atLeast(0))
                    .doc("Requests served at once; further ones wait. 0 for no limit.")
                    .shown();

    /// Requests that may wait to be among the concurrent ones; 0 lets none wait.
    public static final Option<Integer> LIMIT_WAITING_REQUESTS =
            Option.number("limits.waiting-requests", 1000)
                    .where(Range.of(0, 1_000_000))
                    .doc("Requests that may wait, 0 to 1000000; further ones get 503.")
                    .shown();

    /// The value of `Server` (RFC 9110, section 10.2.4); empty for none.
    public static final Option<String> HTTP_SERVER_HEADER =
            Option.text("http.server-header", "pounce")
                    .where(Tokens::isFieldValue)
                    .doc("Value of the Server field; empty for none.");

    /// Whether `Date` is sent (RFC 9110, section 6.6.1).
    public static final Option<Boolean> HTTP_DATE =
            Option.flag("http.date", true).doc("Send the Date field.").shown();

    /// The prefix under which the application is mounted.
    public static final Option<String> HTTP_ROOT_PATH =
            Option.text("http.root-path", "")
                    .where(path -> path.isEmpty() || (path.startsWith("/") && !path.endsWith("/")))
                    .doc("Prefix under which the application is mounted; empty, or /prefix.");

    /// Whether `%2F` may stand in a path.
    public static final Option<Boolean> HTTP_ENCODED_SLASH =
            Option.flag("http.encoded-slash", false)
                    .doc("Let %2F pass in paths; otherwise it is refused with 400.")
                    .shown();

    /// Whether HTTP/2 is spoken (RFC 9113): where a client chooses it under TLS, and in clear where
    /// one begins with it.
    public static final Option<Boolean> HTTP_HTTP2 =
            Option.flag("http.http2", true).doc("Speak HTTP/2, under TLS and in clear.").shown();

    /// How long a client of HTTP/2 may keep a response waiting by not opening its window.
    public static final Option<Duration> TIMEOUT_HTTP2_WINDOW =
            timeout(
                    "http2-window",
                    20,
                    "Each wait for a client of HTTP/2 to open its window, 1ms to 24h.");

    /// Streams of HTTP/2 that a client may have open at once; further ones are refused, and may be
    /// sent again.
    public static final Option<Integer> LIMIT_HTTP2_STREAMS =
            Option.number("limits.http2-streams", 100)
                    .where(Range.of(1, 10_000))
                    .doc("Streams of HTTP/2 that a connection may have open, 1 to 10000.")
                    .shown();

    /// Content of one request over HTTP/2 that waits for the application to take it.
    public static final Option<Size> LIMIT_HTTP2_STREAM_WINDOW =
            Option.size("limits.http2-stream-window", Size.ofKibibytes(256))
                    .where(Range.size(64 << 10, 64 << 20))
                    .doc("Content of one HTTP/2 request that waits in memory, 64KiB to 64MiB.")
                    .shown();

    /// The same of all requests of a connection together.
    public static final Option<Size> LIMIT_HTTP2_CONNECTION_WINDOW =
            Option.size("limits.http2-connection-window", Size.ofMebibytes(1))
                    .where(Range.size(64 << 10, 256 << 20))
                    .doc("Content of an HTTP/2 connection that waits in memory, 64KiB to 256MiB.")
                    .shown();

    /// Streams that a client of HTTP/2 may reset, or make the server reset, in 30 s
    /// (CVE-2023-44487, CVE-2025-8671). Beyond this and each of the following limits, the
    /// connection ends with ENHANCE_YOUR_CALM.
    public static final Option<Integer> LIMIT_HTTP2_RESETS =
            http2Limit("resets", 100, "Streams of HTTP/2 that are reset");

    /// CONTINUATION frames of one field block (CVE-2024-27316).
    public static final Option<Integer> LIMIT_HTTP2_CONTINUATIONS =
            Option.number("limits.http2-continuations", 8)
                    .where(Range.of(0, 1000))
                    .doc("CONTINUATION frames of one HTTP/2 field block, 0 to 1000.")
                    .shown();

    /// Frames that bring neither content nor fields, in 30 s (CVE-2019-9518).
    public static final Option<Integer> LIMIT_HTTP2_EMPTY_FRAMES =
            http2Limit("empty-frames", 100, "Frames of HTTP/2 that bring nothing");

    /// PING frames, answers too, in 30 s (CVE-2019-9512).
    public static final Option<Integer> LIMIT_HTTP2_PINGS =
            http2Limit("pings", 300, "PING frames of HTTP/2");

    /// SETTINGS frames, acknowledgements too, in 30 s (CVE-2019-9515).
    public static final Option<Integer> LIMIT_HTTP2_SETTINGS =
            http2Limit("settings", 100, "SETTINGS frames of HTTP/2");

    /// SETTINGS frames that change nothing, in 30 s.
    public static final Option<Integer> LIMIT_HTTP2_VAIN_SETTINGS =
            http2Limit("vain-settings", 10, "SETTINGS frames of HTTP/2 that change nothing");

    /// PRIORITY and PRIORITY_UPDATE frames, in 30 s (CVE-2019-9513).
    public static final Option<Integer> LIMIT_HTTP2_PRIORITIES =
            http2Limit("priorities", 1000, "PRIORITY and PRIORITY_UPDATE frames of HTTP/2");

    /// WINDOW_UPDATE frames, in 30 s, beyond the four that each DATA frame of the server may bring.
    public static final Option<Integer> LIMIT_HTTP2_WINDOW_UPDATES =
            http2Limit("window-updates", 1000, "WINDOW_UPDATE frames of HTTP/2 beyond need");

    /// Control frames that wait for a client of HTTP/2 which does not read (CVE-2019-9512, -9515).
    public static final Option<Integer> LIMIT_HTTP2_QUEUED_FRAMES =
            Option.number("limits.http2-queued-frames", 1000)
                    .where(Range.of(10, 100_000))
                    .doc("Control frames of HTTP/2 that wait for a client, 10 to 100000.")
                    .shown();

    /// Where the server says whether it should be sent requests: 200, or 503 while it drains or a
    /// check fails. Empty for nowhere.
    public static final Option<String> HEALTH_READY_PATH =
            endpoint("health.ready-path", "Path of readiness, such as /readyz; empty for none.");

    /// Where the server says that it lives: 200 whenever it can answer. Empty for nowhere.
    public static final Option<String> HEALTH_LIVE_PATH =
            endpoint("health.live-path", "Path of liveness, such as /livez; empty for none.");

    /// The proxies that are believed whom they ask for; whatever others say about that is taken
    /// away.
    public static final Option<List<TrustedPeers>> FORWARDED_TRUSTED =
            Option.list("forwarded.trusted", PEERS_FORM)
                    .doc("Proxies whose forwarded fields are believed: address blocks, or unix.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How many proxies of our own a request passes: each adds what it has seen at the end, and the
    /// outermost has seen the client.
    public static final Option<Integer> FORWARDED_HOPS =
            Option.number("forwarded.hops", 1)
                    .where(Range.atLeast(1))
                    .doc("Trusted proxies in a row, at least 1: the client is so far from the end.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Which fields the trusted proxies write. The others may come from a client, and are taken
    /// away.
    public static final Option<ForwardedFields> FORWARDED_FIELDS =
            Option.choice("forwarded.fields", ForwardedFields.X_FORWARDED)
                    .doc("What trusted proxies write: x-forwarded or forwarded.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether responses say what their request is called in the log.
    public static final Option<Boolean> REQUEST_ID =
            Option.flag("request-id", true)
                    .doc("Send each request's id, and take that of a trusted proxy.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The name of the field that has the id, in responses and in requests of trusted proxies.
    public static final Option<String> REQUEST_ID_FIELD =
            Option.text("request-id.field", "x-request-id")
                    .where(Tokens::isToken)
                    .doc("Name of the field that has a request's id.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// What becomes of a trace (W3C Trace Context) that a request belongs to.
    public static final Option<TraceMode> TRACE_CONTEXT =
            Option.choice("trace-context.mode", TraceMode.CONTINUE)
                    .doc("Traces of requests: off, continue, start or restart.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether the fields of [SecurityHeaders] are sent.
    public static final Option<Boolean> SECURITY_HEADERS =
            Option.flag("security-headers", false)
                    .doc("Send the fields that make browsers careful.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// `X-Content-Type-Options` (WHATWG Fetch, section 3.6).
    public static final Option<String> SECURITY_HEADERS_CONTENT_TYPE =
            securityField("x-content-type-options", "nosniff", SecurityFields.oneOf("nosniff"));

    /// `X-Frame-Options` (WHATWG HTML, section 7.4).
    public static final Option<String> SECURITY_HEADERS_FRAME =
            securityField("x-frame-options", "DENY", SecurityFields.oneOf("DENY", "SAMEORIGIN"));

    /// `Referrer-Policy` (W3C Referrer Policy, section 4.1).
    public static final Option<String> SECURITY_HEADERS_REFERRER =
            securityField(
                    "referrer-policy",
                    "strict-origin-when-cross-origin",
                    SecurityFields::isReferrerPolicy);

    /// `Permissions-Policy` (W3C Permissions Policy, section 5.2).
    public static final Option<String> SECURITY_HEADERS_PERMISSIONS =
            securityField("permissions-policy", "", SecurityFields::isPolicy);

    /// `Content-Security-Policy` (W3C CSP 3, section 3.1).
    public static final Option<String> SECURITY_HEADERS_CONTENT_SECURITY =
            securityField("content-security-policy", "", SecurityFields::isPolicy);

    /// `Cross-Origin-Opener-Policy` (WHATWG HTML, section 7.1.3).
    public static final Option<String> SECURITY_HEADERS_OPENER =
            securityField(
                    "cross-origin-opener-policy",
                    "same-origin",
                    SecurityFields.oneOf(
                            "same-origin",
                            "same-origin-allow-popups",
                            "noopener-allow-popups",
                            "unsafe-none"));

    /// `Cross-Origin-Embedder-Policy` (WHATWG HTML, section 7.1.4).
    public static final Option<String> SECURITY_HEADERS_EMBEDDER =
            securityField(
                    "cross-origin-embedder-policy",
                    "",
                    SecurityFields.oneOf("require-corp", "credentialless", "unsafe-none"));

    /// `Cross-Origin-Resource-Policy` (WHATWG Fetch, section 3.7).
    public static final Option<String> SECURITY_HEADERS_RESOURCE =
            securityField(
                    "cross-origin-resource-policy",
                    "same-site",
                    SecurityFields.oneOf("same-origin", "same-site", "cross-origin"));

    /// `Strict-Transport-Security` (RFC 6797), over https only.
    public static final Option<String> SECURITY_HEADERS_TRANSPORT =
            securityField(
                    "strict-transport-security",
                    "max-age=31536000",
                    SecurityFields::isTransportPolicy);

    /// Whether clients that ask too often are refused; see [RateLimit].
    public static final Option<Boolean> RATE_LIMIT =
            Option.flag("rate-limit", false)
                    .doc("Answer 429 to clients that ask too often.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How many requests of each client are served in each [#RATE_LIMIT_PERIOD].
    public static final Option<Integer> RATE_LIMIT_REQUESTS =
            Option.number("rate-limit.requests", 100)
                    .where(Range.atLeast(1))
                    .doc("Requests of each client in each rate-limit.period, at least 1.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The period of [#RATE_LIMIT_REQUESTS].
    public static final Option<Duration> RATE_LIMIT_PERIOD =
            Option.duration("rate-limit.period", Duration.ofSeconds(1))
                    .where(UP_TO_A_DAY)
                    .doc("The period of rate-limit.requests, 1ms to 24h.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How many requests of a client that has been quiet are served at once.
    public static final Option<Integer> RATE_LIMIT_BURST =
            Option.number("rate-limit.burst", 0)
                    .where(Range.atLeast(0))
                    .doc("Requests that may come at once; 0 for twice rate-limit.requests.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Who shares a limit.
    public static final Option<RateLimitKey> RATE_LIMIT_KEY =
            Option.<RateLimitKey>of(
                            "rate-limit.key", new RateLimitKey.Client(), RateLimitKey::parse)
                    .doc("Who shares a limit: client, or field:name for who sends the same value.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How many bits of an IPv6 address are one client: a customer has many addresses.
    public static final Option<Integer> RATE_LIMIT_IPV6_PREFIX =
            Option.number("rate-limit.ipv6-prefix", 64)
                    .where(Range.of(1, 128))
                    .doc("Bits of an IPv6 address that are one client, 1 to 128.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How many clients are remembered; those forgotten may ask as if they had been quiet.
    public static final Option<Integer> RATE_LIMIT_KEYS =
            Option.number("rate-limit.keys", 100_000)
                    .where(Range.of(1, 10_000_000))
                    .doc("Clients that are remembered, 1 to 10000000; about 150B each.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The name by which the fields of responses speak of the limit.
    public static final Option<String> RATE_LIMIT_NAME =
            Option.text("rate-limit.name", "default")
                    .where(TextRules::isLabel)
                    .doc("Name of the limit in responses: letters, digits, dots and dashes.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Where the counters are.
    public static final Option<String> RATE_LIMIT_STORE =
            Option.text("rate-limit.store", "memory")
                    .where(FILLED)
                    .doc("Where the counters are: memory, or the name of a RateLimitStoreProvider.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether requests over http are sent to https. A proxy that ends TLS must be among
    /// [#FORWARDED_TRUSTED], or clients go in circles.
    public static final Option<Boolean> HTTPS_REDIRECT =
            Option.flag("https-redirect", false)
                    .doc("Redirect requests over http to https.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How they are sent there.
    public static final Option<Integer> HTTPS_REDIRECT_STATUS =
            Option.number("https-redirect.status", 308)
                    .where(List.of(301, 302, 307, 308)::contains)
                    .doc("Status of the redirect: 308, 307, 301 or 302.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The port they are sent to.
    public static final Option<Integer> HTTPS_REDIRECT_PORT =
            Option.number("https-redirect.port", 443)
                    .where(Range.of(1, 65_535))
                    .doc("Port of https, 1 to 65535.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// What is served over http all the same: an authority that signs certificates asks there (RFC
    /// 8555, section 8.3).
    public static final Option<List<String>> HTTPS_REDIRECT_EXCEPT =
            Option.list(
                            "https-redirect.except",
                            List.of("/.well-known/acme-challenge/"),
                            Function.<String>identity())
                    .where(new Each<>(ABSOLUTE))
                    .doc("Beginnings of paths that are served over http all the same.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether responses say how long the application took.
    public static final Option<Boolean> SERVER_TIMING =
            Option.flag("server-timing", false)
                    .doc("Say in Server-Timing how long the application took.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether responses of the application get entity tags, and conditions of requests are
    /// evaluated (RFC 9110, section 13).
    public static final Option<Boolean> CONDITIONAL =
            Option.flag("conditional", false)
                    .doc("Tag responses to GET, and answer 304 to who has them.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// What is tagged at most: all of its octets are looked at.
    public static final Option<Size> CONDITIONAL_MAX =
            Option.size("conditional.max-size", Size.ofMebibytes(1))
                    .doc("Content that is tagged at most.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whose scripts may call (WHATWG Fetch, section 3.2); none: this server says nothing to them,
    /// and browsers keep answers from all but its own pages.
    public static final Option<List<AllowedOrigin>> CORS_ORIGINS =
            Option.list("cors.origins", AllowedOrigin::parse)
                    .doc("Origins whose scripts may call: https://a.com, https://*.a.com, or *.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The methods that those scripts may use.
    public static final Option<List<String>> CORS_METHODS =
            Option.list("cors.methods", List.of("GET", "HEAD", "POST"), Function.<String>identity())
                    .where(TOKENS)
                    .doc("Methods that scripts of cors.origins may use; * for any.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The request fields that those scripts may set, beside those that are always allowed.
    public static final Option<List<String>> CORS_HEADERS =
            Option.list("cors.headers", Function.<String>identity())
                    .where(TOKENS)
                    .doc("Request fields that they may set; * for any but authorization.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The response fields that those scripts may read, beside those that they always may.
    public static final Option<List<String>> CORS_EXPOSED =
            Option.list("cors.exposed", Function.<String>identity())
                    .where(TOKENS)
                    .doc("Response fields that they may read; * for any.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether cookies and other credentials come with what those scripts ask.
    public static final Option<Boolean> CORS_CREDENTIALS =
            Option.flag("cors.credentials", false)
                    .doc("Allow credentials; then nothing of cors may be *.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How long browsers may remember what they are told.
    public static final Option<Duration> CORS_MAX_AGE =
            Option.durationOrZero("cors.max-age", Duration.ofHours(1))
                    .where(age -> age.compareTo(Duration.ofDays(1)) <= 0 && age.toMillisPart() == 0)
                    .doc("How long browsers remember it, in whole seconds, up to 24h.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether pages of the public network may call a server of a private one.
    public static final Option<Boolean> CORS_PRIVATE_NETWORK =
            Option.flag("cors.private-network", false)
                    .doc("Let public pages call a server of a private network.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Directories that are served before the application is asked, each at a prefix of its own;
    /// see [StaticFiles].
    public static final Option<List<StaticFiles>> STATIC =
            Option.list("static", StaticFiles::parse)
                    .doc("Directories of files: DIR, or /prefix=DIR. More than one with commas.")
                    .shown()
                    .needs(STATIC_FILES);

    /// [StaticFiles#index] of the directories of [#STATIC].
    public static final Option<String> STATIC_INDEX =
            Option.text("static.index", "index.html")
                    .where(file -> isRule(files -> files.index(file)))
                    .doc("The file that answers for a directory; empty for none.")
                    .shown()
                    .needs(STATIC_FILES);

    /// [StaticFiles#fallback] of the directories of [#STATIC].
    public static final Option<String> STATIC_FALLBACK =
            Option.text("static.fallback", "")
                    .where(file -> isRule(files -> files.fallback(file)))
                    .doc("The file that answers for pages that are not found; empty for none.")
                    .shown()
                    .needs(STATIC_FILES);

    /// [StaticFiles#listing] of the directories of [#STATIC].
    public static final Option<Boolean> STATIC_LISTING =
            Option.flag("static.listing", false)
                    .doc("List directories that have no index.")
                    .shown()
                    .needs(STATIC_FILES);

    /// [StaticFiles#links] of the directories of [#STATIC].
    public static final Option<Boolean> STATIC_LINKS =
            Option.flag("static.links", false)
                    .doc("Follow symbolic links that stay inside the directory.")
                    .shown()
                    .needs(STATIC_FILES);

    /// [StaticFiles#slash] of the directories of [#STATIC].
    public static final Option<Boolean> STATIC_SLASH =
            Option.flag("static.slash", true)
                    .doc("Redirect /docs to /docs/ where that is a directory.")
                    .shown()
                    .needs(STATIC_FILES);

    /// [StaticFiles#precompressed] of the directories of [#STATIC].
    public static final Option<Boolean> STATIC_PRECOMPRESSED =
            Option.flag("static.precompressed", true)
                    .doc("Send app.js.zst, app.js.br or app.js.gz for app.js to whom takes it.")
                    .shown()
                    .needs(STATIC_FILES);

    /// [StaticFiles#cacheControl] of the directories of [#STATIC].
    public static final Option<String> STATIC_CACHE_CONTROL =
            Option.text("static.cache-control", "public, max-age=3600")
                    .where(Tokens::isFieldValue)
                    .doc("Cache-Control of files; empty for none.")
                    .shown()
                    .needs(STATIC_FILES);

    /// Memory for small files that are asked for, all together and per application of the
    /// middleware; none if it is 0.
    public static final Option<Size> STATIC_CACHE =
            Option.size("static.cache", Size.ofMebibytes(64))
                    .where(Range.size(0, 1L << 40))
                    .doc("Memory for small files; 0B for none.")
                    .shown()
                    .needs(STATIC_FILES);

    /// Files up to this size are kept in memory.
    public static final Option<Size> STATIC_CACHE_FILE =
            Option.size("static.cache-file", Size.ofKibibytes(128))
                    .where(Range.size(0, 16 << 20))
                    .doc("The largest file that is kept in memory, up to 16MiB.")
                    .shown()
                    .needs(STATIC_FILES);

    /// Whether recordings of JDK Flight Recorder have the server's events. While nothing is
    /// recorded, that costs nothing.
    public static final Option<Boolean> JFR =
            Option.flag("jfr", true)
                    .doc("Let recordings of JDK Flight Recorder have lifecycle events.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Whether there are metrics, at [#METRICS_PATH].
    public static final Option<Boolean> METRICS =
            Option.flag("metrics", false)
                    .doc("Count, and show the numbers to Prometheus at metrics.path.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Where the metrics are.
    public static final Option<String> METRICS_PATH =
            Option.text("metrics.path", "/metrics")
                    .where(ABSOLUTE)
                    .doc("Path of the metrics.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Whether there is a JSON document about the server, at [#INTROSPECTION_PATH]: versions,
    /// modules, settings that may be shown, loops, generations, the last errors. Nobody is asked
    /// who they are: use [#ADMIN_LISTEN].
    public static final Option<Boolean> INTROSPECTION =
            Option.flag("introspection", false)
                    .doc(
                            "Show versions, modules, settings and state as JSON at introspection.path.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Where that document is.
    public static final Option<String> INTROSPECTION_PATH =
            Option.text("introspection.path", "/_pounce/info")
                    .where(ABSOLUTE)
                    .doc("Path of the document about the server.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Whether there is a line for each request. The `pounce` command has this on unless it is told
    /// otherwise.
    public static final Option<Boolean> ACCESS_LOG =
            Option.flag("access-log", false)
                    .doc("Write a line for each request; pounce serve does, unless told otherwise.")
                    .shown()
                    .needs(LIFECYCLE);

    /// What the lines look like.
    public static final Option<AccessLogFormat> ACCESS_LOG_FORMAT =
            Option.choice("access-log.format", AccessLogFormat.AUTO)
                    .doc("Lines of the access log: auto, text, json, common or combined.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Where the lines go: `stdout`, `stderr`, `log` for the logger `pounce.access`, or the path of
    /// a file, which [Server#reopen()] opens anew.
    public static final Option<String> ACCESS_LOG_OUTPUT =
            Option.text("access-log.output", "stdout")
                    .where(FILLED)
                    .doc(
                            "Where the access log goes: stdout, stderr, log (the logger pounce.access),"
                                    + " or a file.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Paths whose requests get no line, without a query; one that ends with `*` stands for all
    /// that begin so. Health and metrics never get one.
    public static final Option<List<String>> ACCESS_LOG_SKIP =
            Option.list("access-log.skip", Function.identity())
                    .doc("Paths that get no line; /assets/* stands for all that begin so.")
                    .shown()
                    .needs(LIFECYCLE);

    /// What is shown of queries.
    public static final Option<AccessLogQuery> ACCESS_LOG_QUERY =
            Option.choice("access-log.query", AccessLogQuery.REDACTED)
                    .doc("Queries in the access log: redacted, shown or omitted.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Parameters of queries whose values are not shown, beside those whose names sound so.
    public static final Option<List<String>> ACCESS_LOG_REDACT =
            Option.list("access-log.redact", Function.identity())
                    .doc("More parameters of queries whose values are not shown, by name.")
                    .shown()
                    .needs(LIFECYCLE);

    /// Room for lines that cannot be written yet; further ones are dropped, and counted.
    public static final Option<Size> ACCESS_LOG_BUFFER =
            Option.size("access-log.buffer", Size.ofMebibytes(4))
                    .where(Range.size(64 << 10, 1 << 30))
                    .doc("Room for lines that cannot be written yet, 64KiB to 1GiB.")
                    .shown()
                    .needs(LIFECYCLE);

    /// What lines of the general log of the `pounce` command look like.
    public static final Option<LogFormat> LOG_FORMAT =
            Option.choice("log.format", LogFormat.AUTO)
                    .doc("Lines of the general log of the command: auto, text or json.")
                    .shown()
                    .needs(COMMAND);

    /// What is written to the general log of the `pounce` command: `trace`, `debug`, `info`,
    /// `warn`, `error` or `off`, and `LOGGER=LEVEL` for a logger and those below it.
    public static final Option<List<String>> LOG_LEVEL =
            Option.list("log.level", Function.<String>identity())
                    .where(new Each<>(TextRules::isLogLevel))
                    .doc(
                            "Least level of the general log of the command, info if none is named;"
                                    + " org.example=debug for a logger.")
                    .shown()
                    .needs(COMMAND);

    /// Whether every lifecycle event is written to the logger `pounce.lifecycle`.
    public static final Option<Boolean> LIFECYCLE_LOG =
            Option.flag("lifecycle-log", false)
                    .doc("Write lifecycle events to the logger pounce.lifecycle.")
                    .shown()
                    .needs(LIFECYCLE);

    /// What takes longer is a slow response: the logger `pounce.lifecycle` has it at `info`.
    public static final Option<Duration> LIFECYCLE_LOG_SLOW =
            Option.duration("lifecycle-log.slow", Duration.ofSeconds(5))
                    .doc("A response that takes longer is slow, at least 1ms.")
                    .shown()
                    .needs(LIFECYCLE);

    /// What `pounce serve` shows on a terminal. Nothing is shown where a program reads: where the
    /// output is no terminal, and where the access log is JSON.
    public static final Option<Signage> SIGNAGE =
            Option.choice("signage", Signage.FULL)
                    .doc("What pounce serve shows on a terminal: full, minimal or off.")
                    .shown();

    /// What the application is called.
    public static final Option<String> SIGNAGE_NAME =
            Option.text("signage.name", "")
                    .doc("Name of the application, for what pounce serve shows on a terminal.")
                    .shown();

    /// The version of the application.
    public static final Option<String> SIGNAGE_VERSION =
            Option.text("signage.version", "")
                    .doc("Its version, shown beside signage.name.")
                    .shown();

    /// What the application is for, in a few words.
    public static final Option<String> SIGNAGE_TAGLINE =
            Option.text("signage.tagline", "")
                    .doc("A few words about it, shown under signage.name.")
                    .shown();

    /// Whether there is a span for each sampled request, sent to [#TRACING_ENDPOINT]. The trace is
    /// the one of [TraceContext]; where a request has none, one begins.
    public static final Option<Boolean> TRACING =
            Option.flag("tracing", false)
                    .doc("Send a span for each sampled request to tracing.endpoint.")
                    .shown()
                    .needs(TRACES);

    /// Where spans go: a collector that speaks OTLP over HTTP, in JSON. The whole URI; nothing is
    /// added to its path.
    public static final Option<URI> TRACING_ENDPOINT =
            Option.<URI>of(
                            "tracing.endpoint",
                            URI.create("http://localhost:4318/v1/traces"),
                            URI::create)
                    .where(Options::isCollector)
                    .doc("Collector of spans, OTLP over HTTP: the whole URI, http or https.")
                    .shown()
                    .needs(TRACES);

    /// Fields of each request to the collector, `name=value` each, in which `%2C` stands for a
    /// comma and `%25` for a percent sign. They carry what proves to the collector who sends, and
    /// are never shown.
    public static final Option<List<String>> TRACING_HEADERS =
            Option.<String>list("tracing.headers", Function.identity())
                    .where(PAIRS)
                    .doc("Fields for the collector: name=value, percent-encoded.")
                    .needs(TRACES);

    /// Who sends the spans (`service.name`).
    public static final Option<String> TRACING_SERVICE_NAME =
            Option.text("tracing.service-name", "unknown_service:pounce")
                    .where(FILLED)
                    .doc("Name of the service in its spans.")
                    .shown()
                    .needs(TRACES);

    /// What else is true of who sends them: `deployment.environment.name=production`.
    public static final Option<List<String>> TRACING_ATTRIBUTES =
            Option.<String>list("tracing.attributes", Function.identity())
                    .where(PAIRS)
                    .doc("Attributes of the service in its spans, name=value each.")
                    .shown()
                    .needs(TRACES);

    /// Which part of the traces that begin here is recorded. The trace's id decides, as in
    /// OpenTelemetry's `TraceIdRatioBased`.
    public static final Option<Double> TRACING_SAMPLE_RATIO =
            Option.<Double>of("tracing.sample-ratio", 1.0, Double::valueOf)
                    .where(Range.of(0.0, 1.0))
                    .doc("Part of the traces that is recorded, 0 to 1.")
                    .shown()
                    .needs(TRACES);

    /// Whether a request is recorded if and only if its caller says that the trace is, whatever
    /// [#TRACING_SAMPLE_RATIO]. Otherwise the ratio holds for every request.
    public static final Option<Boolean> TRACING_FOLLOW_PARENT =
            Option.flag("tracing.follow-parent", true)
                    .doc("Record a request that is part of a trace as its caller has decided.")
                    .shown()
                    .needs(TRACES);

    /// Paths whose requests get no span; one that ends with `*` stands for all that begin so.
    /// Health and metrics never get one.
    public static final Option<List<String>> TRACING_SKIP =
            Option.<String>list("tracing.skip", Function.identity())
                    .doc("Paths that get no span; /assets/* stands for all that begin so.")
                    .shown()
                    .needs(TRACES);

    /// Methods that spans name; all others are `_OTHER`, so that no client can make up as many as
    /// it likes.
    public static final Option<List<String>> TRACING_METHODS =
            Option.<String>list(
                            "tracing.methods",
                            List.of(
                                    "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST",
                                    "PUT", "QUERY", "TRACE"),
                            Function.identity())
                    .where(TOKENS)
                    .doc("Methods that spans name; others are _OTHER.")
                    .shown()
                    .needs(TRACES);

    /// What spans show of queries.
    public static final Option<AccessLogQuery> TRACING_QUERY =
            Option.choice("tracing.query", AccessLogQuery.REDACTED)
                    .doc("Queries in spans: redacted, shown or omitted.")
                    .shown()
                    .needs(TRACES);

    /// Parameters of queries whose values are not shown, beside those whose names sound so.
    public static final Option<List<String>> TRACING_REDACT =
            Option.<String>list("tracing.redact", Function.identity())
                    .doc("More parameters of queries whose values spans do not show, by name.")
                    .shown()
                    .needs(TRACES);

    /// Spans that are sent together.
    public static final Option<Integer> TRACING_BATCH =
            Option.number("tracing.batch", 512)
                    .where(Range.of(1, 10_000))
                    .doc("Spans that are sent together, 1 to 10000.")
                    .shown()
                    .needs(TRACES);

    /// After so long they are sent although there are fewer.
    public static final Option<Duration> TRACING_DELAY =
            Option.duration("tracing.delay", Duration.ofSeconds(5))
                    .where(UP_TO_A_DAY)
                    .doc("A span is sent after this time at the latest, 1ms to 24h.")
                    .shown()
                    .needs(TRACES);

    /// Spans that wait to be sent; further ones are dropped, and counted.
    public static final Option<Integer> TRACING_QUEUE =
            Option.number("tracing.queue", 2048)
                    .where(Range.of(1, 1_000_000))
                    .doc("Spans that wait to be sent, 1 to 1000000; further ones are dropped.")
                    .shown()
                    .needs(TRACES);

    /// How long the collector may take for one answer, the connection included.
    public static final Option<Duration> TRACING_TIMEOUT =
            Option.duration("tracing.timeout", Duration.ofSeconds(10))
                    .where(UP_TO_A_DAY)
                    .doc("Time for the collector to answer, 1ms to 24h.")
                    .shown()
                    .needs(TRACES);

    /// How often the same spans are sent, if the collector is busy or cannot be reached.
    public static final Option<Integer> TRACING_ATTEMPTS =
            Option.number("tracing.attempts", 5)
                    .where(Range.of(1, 100))
                    .doc("How often spans are sent before they are dropped, 1 to 100.")
                    .shown()
                    .needs(TRACES);

    /// The wait before the second attempt. Each further one is twice as long, up to a minute, and
    /// all are shortened at random by up to a half; the collector may ask for longer ones, up to
    /// five minutes.
    public static final Option<Duration> TRACING_RETRY_DELAY =
            Option.duration("tracing.retry-delay", Duration.ofSeconds(1))
                    .where(Range.upTo(Duration.ofMinutes(1)))
                    .doc("Wait before spans are sent again, 1ms to 1m; it doubles each time.")
                    .shown()
                    .needs(TRACES);

    /// How long a server that stops goes on sending what waits.
    public static final Option<Duration> TRACING_FLUSH =
            Option.durationOrZero("tracing.flush", Duration.ofSeconds(5))
                    .where(UP_TO_A_DAY)
                    .doc("Time for the last spans when the server stops, up to 24h; 0s for none.")
                    .shown()
                    .needs(TRACES);

    /// Whether what is sent is compressed.
    public static final Option<Boolean> TRACING_GZIP =
            Option.flag("tracing.gzip", false)
                    .doc("Compress what is sent to the collector.")
                    .shown()
                    .needs(TRACES);

    /// What clients are shown of requests that fail, by the name of an
    /// [pounce.api.spi.ErrorPageProvider]: `problem` (RFC 9457, of module `pounce.middleware`),
    /// `debug`, for developers, of the same, or the application's own. `plain` is the name of the
    /// status as text, and so is the default where its module is missing.
    public static final Option<String> ERRORS_PAGES =
            Option.text("errors.pages", "problem")
                    .where(FILLED)
                    .doc(
                            "Error pages: problem, plain, debug (for developers), or the name of others.")
                    .shown();

    /// Where pages of [#ERRORS_PAGES] `debug` find the lines that frames of a stack mean:
    /// directories in which packages are directories.
    public static final Option<List<Path>> DEBUG_SOURCES =
            paths("debug.sources")
                    .doc("Source directories for debug pages; none for src/main/java.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether a server that others can reach may have [#ERRORS_PAGES] `debug`, and show these to
    /// anybody: stacks, lines of code and requests.
    public static final Option<Boolean> DEBUG_EXPOSED =
            Option.flag("debug.exposed", false)
                    .doc("Show debug pages to anybody who can reach the server.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether responses are coded as clients like them (RFC 9110, section 12.5.3): gzip and
    /// deflate, and what other modules provide.
    public static final Option<Boolean> COMPRESSION =
            Option.flag("compression", true)
                    .doc("Compress responses for clients that take that.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Content that is worth it. What is streamed may be of any size.
    public static final Option<Size> COMPRESSION_MIN_SIZE =
            Option.size("compression.min-size", new Size(500))
                    .doc("Content that is compressed, at least.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// How hard gzip and deflate try.
    public static final Option<Integer> COMPRESSION_LEVEL =
            Option.number("compression.level", 6)
                    .where(Range.of(1, 9))
                    .doc("How hard gzip and deflate try, 1 to 9.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Media types that are compressed, besides those that are known to shrink.
    public static final Option<List<String>> COMPRESSION_TYPES =
            Option.<String>list("compression.types", Function.identity())
                    .where(new Each<>(Options::isMediaType))
                    .doc("Further media types to compress, such as application/x-data.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether streams of events are compressed too: each then keeps an encoder, as long as it
    /// lasts.
    public static final Option<Boolean> COMPRESSION_EVENT_STREAMS =
            Option.flag("compression.event-streams", false)
                    .doc("Compress streams of events too.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Responses that are compressed at once; each takes some 300 KiB meanwhile, most of it outside
    /// of the heap.
    public static final Option<Integer> COMPRESSION_RESPONSES =
            Option.number("compression.responses", 1000)
                    .where(Range.atLeast(1))
                    .doc("Responses compressed at once, at least 1; others are sent as they are.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Whether applications see content of requests decoded (RFC 9110, section 8.4): gzip, deflate,
    /// and what other modules provide. A request in another coding is refused.
    ///
    /// What comes out counts for [#LIMIT_REQUEST_BODY] and for [Request#limit] as what comes in
    /// does.
    public static final Option<Boolean> REQUEST_DECODING =
            Option.flag("request-decoding", false)
                    .doc("Decode request content that clients have compressed.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// The most octets that one octet of coded content may become; content that is decoded to 64
    /// KiB or less may be coded better.
    public static final Option<Integer> REQUEST_DECODING_RATIO =
            Option.number("request-decoding.ratio", 100)
                    .where(Range.atLeast(1))
                    .doc("Octets that one octet of request content may become, at least 1.")
                    .shown()
                    .needs(MIDDLEWARE);

    /// Requests whose content is decoded at once; each takes up to some 60 KiB meanwhile, and with
    /// zstd what its client chooses, up to 8 MiB.
    public static final Option<Integer> REQUEST_DECODING_REQUESTS =
            Option.number("request-decoding.requests", 1000)
                    .where(Range.atLeast(1))
                    .doc("Requests decoded at once, at least 1; others are answered 503.")
                    .shown()
                    .needs(MIDDLEWARE);

    private static final List<Option<?>> ALL =
            List.of(
                    LISTEN,
                    HOST,
                    PORT,
                    ADMIN_LISTEN,
                    UNIX_MODE,
                    PROXY_PROTOCOL_TRUSTED,
                    TLS_CERT,
                    TLS_KEY,
                    TLS_KEY_PASSWORD_FILE,
                    TLS_CLIENT_AUTH,
                    TLS_TRUST,
                    TLS_RELOAD_INTERVAL,
                    MODULE_PATH,
                    CLASS_PATH,
                    WORKERS,
                    WORKER_MODE,
                    BACKLOG,
                    TIMEOUT_HEADER,
                    TIMEOUT_TLS_HANDSHAKE,
                    TIMEOUT_REQUEST_BODY,
                    TIMEOUT_REQUEST_BODY_GRACE,
                    TIMEOUT_REQUEST,
                    TIMEOUT_WRITE,
                    TIMEOUT_KEEP_ALIVE,
                    TIMEOUT_CONNECTION_AGE,
                    TIMEOUT_HELD_LOOP,
                    TIMEOUT_QUEUE,
                    TIMEOUT_STARTUP,
                    TIMEOUT_SHUTDOWN,
                    TIMEOUT_RELOAD,
                    TIMEOUT_DRAIN_DELAY,
                    TIMEOUT_HEALTH_CHECK,
                    LIMIT_REQUEST_BODY,
                    LIMIT_REQUEST_BODY_MAX,
                    LIMIT_REQUEST_BODY_RATE,
                    LIMIT_FORM_FIELDS,
                    LIMIT_FORM_NAME,
                    LIMIT_FORM_MEMORY,
                    LIMIT_PART,
                    LIMIT_PART_HEADER_SECTION,
                    LIMIT_REQUEST_LINE,
                    LIMIT_HEADER_SECTION,
                    LIMIT_FIELDS,
                    LIMIT_CHUNK_EXTENSIONS,
                    LIMIT_CLIENT_HELLO,
                    LIMIT_CONNECTIONS,
                    LIMIT_ADMIN_CONNECTIONS,
                    LIMIT_REQUESTS,
                    LIMIT_LOOP_THREADS,
                    LIMIT_CONCURRENT_REQUESTS,
                    LIMIT_WAITING_REQUESTS,
                    HTTP_SERVER_HEADER,
                    HTTP_DATE,
                    HTTP_ROOT_PATH,
                    HTTP_ENCODED_SLASH,
                    HTTP_HTTP2,
                    TIMEOUT_HTTP2_WINDOW,
                    LIMIT_HTTP2_STREAMS,
                    LIMIT_HTTP2_STREAM_WINDOW,
                    LIMIT_HTTP2_CONNECTION_WINDOW,
                    LIMIT_HTTP2_RESETS,
                    LIMIT_HTTP2_CONTINUATIONS,
                    LIMIT_HTTP2_EMPTY_FRAMES,
                    LIMIT_HTTP2_PINGS,
                    LIMIT_HTTP2_SETTINGS,
                    LIMIT_HTTP2_VAIN_SETTINGS,
                    LIMIT_HTTP2_PRIORITIES,
                    LIMIT_HTTP2_WINDOW_UPDATES,
                    LIMIT_HTTP2_QUEUED_FRAMES,
                    HEALTH_READY_PATH,
                    HEALTH_LIVE_PATH,
                    FORWARDED_TRUSTED,
                    FORWARDED_HOPS,
                    FORWARDED_FIELDS,
                    REQUEST_ID,
                    REQUEST_ID_FIELD,
                    TRACE_CONTEXT,
                    SECURITY_HEADERS,
                    SECURITY_HEADERS_CONTENT_TYPE,
                    SECURITY_HEADERS_FRAME,
                    SECURITY_HEADERS_REFERRER,
                    SECURITY_HEADERS_PERMISSIONS,
                    SECURITY_HEADERS_CONTENT_SECURITY,
                    SECURITY_HEADERS_OPENER,
                    SECURITY_HEADERS_EMBEDDER,
                    SECURITY_HEADERS_RESOURCE,
                    SECURITY_HEADERS_TRANSPORT,
                    RATE_LIMIT,
                    RATE_LIMIT_REQUESTS,
                    RATE_LIMIT_PERIOD,
                    RATE_LIMIT_BURST,
                    RATE_LIMIT_KEY,
                    RATE_LIMIT_IPV6_PREFIX,
                    RATE_LIMIT_KEYS,
                    RATE_LIMIT_NAME,
                    RATE_LIMIT_STORE,
                    HTTPS_REDIRECT,
                    HTTPS_REDIRECT_STATUS,
                    HTTPS_REDIRECT_PORT,
                    HTTPS_REDIRECT_EXCEPT,
                    SERVER_TIMING,
                    CONDITIONAL,
                    CONDITIONAL_MAX,
                    CORS_ORIGINS,
                    CORS_METHODS,
                    CORS_HEADERS,
                    CORS_EXPOSED,
                    CORS_CREDENTIALS,
                    CORS_MAX_AGE,
                    CORS_PRIVATE_NETWORK,
                    STATIC,
                    STATIC_INDEX,
                    STATIC_FALLBACK,
                    STATIC_LISTING,
                    STATIC_LINKS,
                    STATIC_SLASH,
                    STATIC_PRECOMPRESSED,
                    STATIC_CACHE_CONTROL,
                    STATIC_CACHE,
                    STATIC_CACHE_FILE,
                    JFR,
                    METRICS,
                    METRICS_PATH,
                    INTROSPECTION,
                    INTROSPECTION_PATH,
                    ACCESS_LOG,
                    ACCESS_LOG_FORMAT,
                    ACCESS_LOG_OUTPUT,
                    ACCESS_LOG_SKIP,
                    ACCESS_LOG_QUERY,
                    ACCESS_LOG_REDACT,
                    ACCESS_LOG_BUFFER,
                    LOG_FORMAT,
                    LOG_LEVEL,
                    LIFECYCLE_LOG,
                    LIFECYCLE_LOG_SLOW,
                    SIGNAGE,
                    SIGNAGE_NAME,
                    SIGNAGE_VERSION,
                    SIGNAGE_TAGLINE,
                    TRACING,
                    TRACING_ENDPOINT,
                    TRACING_HEADERS,
                    TRACING_SERVICE_NAME,
                    TRACING_ATTRIBUTES,
                    TRACING_SAMPLE_RATIO,
                    TRACING_FOLLOW_PARENT,
                    TRACING_SKIP,
                    TRACING_METHODS,
                    TRACING_QUERY,
                    TRACING_REDACT,
                    TRACING_BATCH,
                    TRACING_DELAY,
                    TRACING_QUEUE,
                    TRACING_TIMEOUT,
                    TRACING_ATTEMPTS,
                    TRACING_RETRY_DELAY,
                    TRACING_FLUSH,
                    TRACING_GZIP,
                    ERRORS_PAGES,
                    DEBUG_SOURCES,
                    DEBUG_EXPOSED,
                    COMPRESSION,
                    COMPRESSION_MIN_SIZE,
                    COMPRESSION_LEVEL,
                    COMPRESSION_TYPES,
                    COMPRESSION_EVENT_STREAMS,
                    COMPRESSION_RESPONSES,
                    REQUEST_DECODING,
                    REQUEST_DECODING_RATIO,
                    REQUEST_DECODING_REQUESTS);

    private Options() {}

    /// {@return the table, in the order of the documentation}
    public static List<Option<?>> all() {
        return ALL;
    }

    /// {@return the table, and behind it, by name, the options of the plug-ins that are found
    /// beside this module; an application may bring more}
    public static List<Option<?>> known() {
        return Stream.<Option<?>>concat(ALL.stream(), Providers.options().stream()).toList();
    }

    static Optional<Option<?>> named(String name) {
        return ALL.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    static Optional<Option<?>> ofVariable(String variable) {
        return ALL.stream().filter(option -> option.variable().equals(variable)).findFirst();
    }

    /// {@return the known name that whoever wrote an unknown one will have meant}
    ///
    /// @param unknown a name of an option, a variable or a flag
    /// @param known at least one of the same kind
    public static String nearest(String unknown, Stream<String> known) {
        return known.min(Comparator.comparingInt(each -> EditDistance.between(unknown, each)))
                .orElseThrow();
    }

    private static Option<List<Path>> paths(String name) {
        return Option.list(name, PATH_FORM);
    }

    private static Option<Duration> timeout(String name, int seconds, String doc) {
        return Option.duration("timeouts." + name, Duration.ofSeconds(seconds))
                .where(UP_TO_A_DAY)
                .doc(doc)
                .shown();
    }

    private static Option<Integer> http2Limit(String name, int count, String what) {
        return Option.number("limits.http2-" + name, count)
                .where(Range.of(1, 1_000_000))
                .doc(what + " in 30 s, 1 to 1000000; more ends the connection.")
                .shown();
    }

    private static Option<Duration> limitOrNone(String name, String doc) {
        return Option.durationOrZero(name, Duration.ZERO).where(UP_TO_A_DAY).doc(doc).shown();
    }

    private static Option<String> endpoint(String name, String doc) {
        return Option.text(name, "")
                .where(path -> path.isEmpty() || path.startsWith("/"))
                .doc(doc)
                .shown()
                .needs(LIFECYCLE);
    }

    private static Option<String> securityField(
            String name, String standard, Predicate<String> rule) {
        return Option.text("security-headers." + name, standard)
                .where(rule)
                .doc("Value of the field, if security-headers; empty for none.")
                .shown()
                .needs(MIDDLEWARE);
    }

    /// {@return whether a mount takes this}
    private static boolean isRule(UnaryOperator<StaticFiles> rule) {
        try {
            var _ = rule.apply(StaticFiles.of("/", Path.of("")));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isCollector(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getFragment() == null;
    }

    private static boolean isFilled(String text) {
        return !text.isBlank();
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }

    private static boolean isPair(String text) {
        return text.indexOf('=') > 0;
    }

    private static boolean isMediaType(String text) {
        int slash = text.indexOf('/');
        return slash > 0
                && Tokens.isToken(text.substring(0, slash))
                && Tokens.isToken(text.substring(slash + 1));
    }

    /// What is meaningless where one listens, such as another query, is a mistake.
    private static boolean isListener(URI uri) {
        return "unix".equals(uri.getScheme()) ? isUnixListener(uri) : isTcpListener(uri);
    }

    private static boolean isAdminListener(URI uri) {
        return isListener(uri) && uri.getRawQuery() == null;
    }

    private static boolean isUnixListener(URI uri) {
        return uri.getPath() != null
                && !uri.getPath().endsWith("/")
                && uri.getPath().chars().noneMatch(Character::isISOControl)
                && uri.getAuthority() == null
                && isListenerQuery(uri.getRawQuery())
                && uri.getFragment() == null;
    }

    private static boolean isTcpListener(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getPort() >= 0
                && uri.getPort() <= 65_535
                && uri.getPath().isEmpty()
                && isListenerQuery(uri.getRawQuery())
                && uri.getFragment() == null
                && uri.getUserInfo() == null;
    }

    private static boolean isListenerQuery(@Nullable String query) {
        return query == null || query.equals(PROXY_PROTOCOL);
    }
}
