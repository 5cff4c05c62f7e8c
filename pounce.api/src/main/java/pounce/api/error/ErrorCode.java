package pounce.api.error;

/// The stable name of a failure, `POUNCE_<CATEGORY>_<SPECIFIC>`: in logs, in the
/// `X-Pounce-Error-Code` field, in the documentation.
///
/// Constants are added in minor versions, never renamed; a `switch` over them needs a `default`.
public enum ErrorCode {
    /// The request line is not `method SP target SP version CRLF` (RFC 9112, section 3).
    POUNCE_PARSE_REQUEST_LINE(
            400, "The client does not speak HTTP/1.1 properly, or not HTTP at all."),

    /// The method is no token (RFC 9110, section 9.1).
    POUNCE_PARSE_METHOD(400, "The client sends a method that no server accepts."),

    /// The method is known, and means something that no origin server does (RFC 9110, section
    /// 9.3.6).
    POUNCE_PARSE_METHOD_NOT_IMPLEMENTED(501, "The client takes this server for a proxy."),

    /// The method is TRACE, which would show a client's secrets to scripts (RFC 9110, section
    /// 9.3.8).
    POUNCE_PARSE_METHOD_NOT_ALLOWED(405, "TRACE is for nobody; nothing needs to be done."),

    /// The request target is malformed, or would mean two things to two readers (RFC 9112, section
    /// 3.2). An escape that is none, `?q=100%`, is malformed in a query too (RFC 3986, section
    /// 2.1).
    POUNCE_PARSE_TARGET(
            400, "Encode path and query properly; http.encoded-slash lets %2F pass in paths."),

    /// The major version is not 1 (RFC 9110, section 15.6.6); newer minor versions are served as
    /// HTTP/1.1.
    POUNCE_PARSE_VERSION(505, "The client must speak HTTP/1.1."),

    /// A line ends with a bare CR or LF (RFC 9112, section 2.2).
    POUNCE_PARSE_LINE_ENDING(
            400,
            "The client must end lines with CRLF; a proxy that does not is open to request smuggling."),

    /// A field name is empty or no token, or white space follows it (RFC 9112, section 5.1).
    POUNCE_PARSE_FIELD_NAME(400, "The client sends a malformed field line."),

    /// A field value has a control character (RFC 9110, section 5.5).
    POUNCE_PARSE_FIELD_VALUE(400, "The client sends a malformed field value."),

    /// A field value is folded over several lines (RFC 9112, section 5.2).
    POUNCE_PARSE_FIELD_FOLDED(400, "The client must send each field on one line."),

    /// Host is missing, repeated or invalid (RFC 9112, section 3.2).
    POUNCE_PARSE_HOST(400, "The client must send exactly one valid Host."),

    /// Content-Length is repeated, or no plain decimal number (RFC 9112, section 6.3).
    POUNCE_PARSE_CONTENT_LENGTH(400, "The client or a proxy frames its content ambiguously."),

    /// Content-Length and Transfer-Encoding come together (RFC 9112, section 6.1).
    POUNCE_PARSE_SMUGGLING_CL_TE(
            400, "The client or a proxy frames its content ambiguously; it may be an attack."),

    /// Transfer-Encoding is malformed, or `chunked` is not its last and only coding (RFC 9112,
    /// section 6.1).
    POUNCE_PARSE_TRANSFER_ENCODING(
            400, "The client or a proxy frames its content ambiguously; it may be an attack."),

    /// The transfer coding is unknown (RFC 9112, section 6.1).
    POUNCE_PARSE_TRANSFER_CODING_UNKNOWN(501, "Only chunked is understood."),

    /// A chunk is malformed (RFC 9112, section 7.1).
    POUNCE_PARSE_CHUNK(400, "The client sends malformed chunked content."),

    /// The connection ended in the middle of a request.
    POUNCE_PARSE_TRUNCATED(400, "The client went away, or frames its content wrongly."),

    /// The expectation is not `100-continue` (RFC 9110, section 10.1.1).
    POUNCE_PARSE_EXPECTATION(417, "Only 100-continue is understood."),

    /// A query or a form has percent escapes of octets that are not UTF-8, or a form has one that
    /// is malformed (WHATWG URL, section 5.1).
    POUNCE_PARSE_PARAMETERS(400, "The client must encode what it sends as UTF-8, then escape it."),

    /// The content of a form in parts is malformed (RFC 7578; RFC 2046, section 5.1), or ends
    /// before its end.
    POUNCE_PARSE_MULTIPART(
            400, "The client must send each part as browsers do; the log has the rule."),

    /// The content is of another type than the handler reads (RFC 9110, section 15.5.16).
    POUNCE_PARSE_CONTENT_TYPE(415, "The client must send multipart/form-data, with a boundary."),

    /// A frame of HTTP/2 comes where it must not, or says what it must not (RFC 9113).
    POUNCE_PARSE_HTTP2_PROTOCOL(400, "The client does not speak HTTP/2 properly."),

    /// A frame of HTTP/2 has the wrong size (RFC 9113, section 4.2).
    POUNCE_PARSE_HTTP2_FRAME_SIZE(400, "The client does not speak HTTP/2 properly."),

    /// A client sends more than the windows of HTTP/2 allow, or opens one too far (RFC 9113,
    /// section 6.9).
    POUNCE_PARSE_HTTP2_FLOW_CONTROL(400, "The client does not speak HTTP/2 properly."),

    /// A frame of HTTP/2 belongs to a stream that is over (RFC 9113, section 5.1).
    POUNCE_PARSE_HTTP2_STREAM_CLOSED(400, "The client does not speak HTTP/2 properly."),

    /// Fields of HTTP/2 cannot be decoded (RFC 7541).
    POUNCE_PARSE_HTTP2_COMPRESSION(400, "The client does not speak HTTP/2 properly."),

    /// The fields of a request do not make one in HTTP/2 (RFC 9113, sections 8.2 and 8.3).
    POUNCE_PARSE_HTTP2_REQUEST(
            400, "The client sends a request that no server accepts over HTTP/2."),
    /// The client takes neither the content as it is nor any coding of it that there is (RFC 9110,
    /// section 12.5.3).
    POUNCE_PARSE_ACCEPT_ENCODING(
            406, "The client must take content as it is, or in a coding that there is."),

    /// The content of a request is coded, and not in a way that is known here (RFC 9110, section
    /// 15.5.16).
    POUNCE_PARSE_CONTENT_CODING_UNKNOWN(
            415,
            "The client must use a coding that Accept-Encoding of the response names, or none."),

    /// The content of a request is not what its coding says, or ends too early (RFC 9110, section
    /// 8.4).
    POUNCE_PARSE_CONTENT_CODING(400, "The client must send what Content-Encoding says, whole."),

    /// What a connection begins with is no header of the PROXY protocol, where one is due.
    POUNCE_PARSE_PROXY_HEADER(
            400, "Make the proxy send the PROXY protocol, or listen without ?proxy-protocol."),

    /// A peer that is not among proxy-protocol.trusted connects where proxies do.
    POUNCE_PROXY_UNTRUSTED(
            403, "Add the peer to proxy-protocol.trusted if it is a proxy of yours."),

    /// A request comes without TLS where TLS is due.
    POUNCE_PARSE_PLAIN_HTTP(400, "The client must ask for https, or use an http listener."),

    /// What a connection begins with is no ClientHello (RFC 8446, section 4.1.2), where TLS is due.
    POUNCE_PARSE_CLIENT_HELLO(400, "The client does not speak TLS."),

    /// The request line is longer than limits.request-line.
    POUNCE_LIMIT_REQUEST_LINE_TOO_LONG(
            414, "Raise limits.request-line if clients need longer targets."),

    /// The field section is larger than limits.header-section.
    POUNCE_LIMIT_HEADERS_TOO_LARGE(
            431, "Raise limits.header-section if clients need larger fields."),

    /// There are more field lines than limits.fields.
    POUNCE_LIMIT_TOO_MANY_HEADERS(431, "Raise limits.fields if clients need more fields."),

    /// The content is larger than limits.request-body.
    POUNCE_LIMIT_REQUEST_TOO_LARGE(
            413,
            "Raise limits.request-body, or call Request.limit in the handler that takes uploads."),

    /// Decoded request content is larger than request-decoding.ratio allows.
    POUNCE_LIMIT_CONTENT_RATIO(413, "It may be an attack; else raise request-decoding.ratio."),

    /// The content of more requests is decoded than request-decoding.requests.
    POUNCE_LIMIT_DECODED_REQUESTS(
            503, "Raise request-decoding.requests if there is memory for it, or add servers."),

    /// A form exceeds limits.form-fields, limits.form-name, limits.form-memory, limits.part or
    /// limits.part-header-section; the log says which.
    POUNCE_LIMIT_FORM_TOO_LARGE(
            413, "Raise the option that the log names, or FORM_LIMITS for one route."),

    /// The chunk extensions are larger than limits.chunk-extensions.
    POUNCE_LIMIT_CHUNK_OVERHEAD(400, "It may be an attack; else raise limits.chunk-extensions."),

    /// The ClientHello is larger than limits.client-hello.
    POUNCE_LIMIT_CLIENT_HELLO(400, "It may be an attack; else raise limits.client-hello."),

    /// More connections are open than limits.connections.
    POUNCE_LIMIT_CONNECTIONS(503, "Raise limits.connections, or add servers."),

    /// The server drains, and this is the first request of its connection.
    POUNCE_LIMIT_DRAINING(503, "The server stops; let the balancer take it out before it does."),

    /// limits.concurrent-requests are served, and the queue is full or the wait was too long.
    POUNCE_LIMIT_CONCURRENT_REQUESTS(
            503,
            "Raise limits.concurrent-requests if the application can bear it, or add servers."),

    /// A client has more streams of HTTP/2 open than limits.http2-streams.
    POUNCE_LIMIT_HTTP2_STREAMS(
            503, "The client ignores what it was told; else raise limits.http2-streams."),

    /// A client of HTTP/2 sends more frames of a kind than the limit that the log names.
    POUNCE_LIMIT_HTTP2_FLOOD(429, "It may be an attack; else raise the limit that the log names."),

    /// A condition of the request does not hold (RFC 9110, section 13).
    POUNCE_PRECONDITION_FAILED(412, "The client knows another state; it has to ask for this one."),

    /// A client asks more often than rate-limit.requests.
    POUNCE_LIMIT_RATE(
            429, "The client must ask less often; else raise rate-limit.requests or its burst."),

    /// The request head was not complete within timeouts.header.
    POUNCE_TIMEOUT_REQUEST_HEAD(408, "Raise timeouts.header if clients are slow but honest."),

    /// The handshake of TLS was not over within timeouts.tls-handshake.
    POUNCE_TIMEOUT_TLS_HANDSHAKE(
            408, "Raise timeouts.tls-handshake if clients are slow but honest."),

    /// No request content came for timeouts.request-body, or less than limits.request-body-rate.
    POUNCE_TIMEOUT_REQUEST_BODY(408, "Raise timeouts.request-body if clients are slow but honest."),

    /// The application took longer for one request than timeouts.request, or than its route allows.
    POUNCE_TIMEOUT_REQUEST(
            503,
            "Raise timeouts.request or the route's own limit, or find out what the handler waits for."),

    /// The client took nothing for timeouts.write.
    POUNCE_TIMEOUT_WRITE(408, "The client stopped reading; nothing needs to be done."),

    /// The application threw.
    POUNCE_APP_FAILED(500, "Its stack trace is in the log under the request id."),

    /// The application returned without a response.
    POUNCE_APP_NO_RESPONSE(500, "Send a response on every path through the application."),

    /// The application sent an event that is not allowed in this state.
    POUNCE_APP_EVENT(500, "The message names the event and the state."),

    /// The application returned in the middle of a response.
    POUNCE_APP_INCOMPLETE_RESPONSE(500, "Send the last content of every response."),

    /// The application sent more or less content than the Content-Length that it declared.
    POUNCE_APP_CONTENT_LENGTH(500, "Leave Content-Length to the server, or send that much."),

    /// A file that the application sends became shorter meanwhile, or could not be read.
    POUNCE_APP_FILE(500, "Replace files by renaming new ones; the message says what went wrong."),

    /// The application was not found.
    POUNCE_APP_NOT_FOUND(
            500,
            "Name a module that provides pounce.api.App, or a project, classes directory or jar that holds one."),

    /// More than one application was found.
    POUNCE_APP_AMBIGUOUS(500, "Say which one: name it module/class."),

    /// The application was found, but cannot be made.
    POUNCE_APP_INVALID(
            500, "The message says what the module system or the constructor objects to."),

    /// A module of the application requires one that is missing.
    POUNCE_APP_MODULE_MISSING(
            500,
            "Put its jar into target/lib of the project, or name its place with --module-path."),

    /// A module of the application is there twice.
    POUNCE_APP_MODULE_CLASH(500, "Remove one of the two."),

    /// Two modules have the same package.
    POUNCE_APP_PACKAGE_SPLIT(500, "Rename the package in one of them, or leave one of them out."),

    /// A class of the application needs a newer Java.
    POUNCE_APP_CLASS_VERSION(500, "Compile it with --release of this Java, or run a newer one."),

    /// The application did not start.
    POUNCE_LIFESPAN_STARTUP_FAILED(500, "The message and its cause say why."),

    /// The application did not start within timeouts.startup.
    POUNCE_LIFESPAN_STARTUP_TIMEOUT(500, "Raise timeouts.startup, or start faster."),

    /// A new generation of the application did not start; the old one goes on.
    POUNCE_RELOAD_FAILED(500, "Mend what the message says, and reload again."),

    /// The application cannot be loaded again.
    POUNCE_RELOAD_UNAVAILABLE(
            500, "Serve it by its path or with --module-path, or start the server anew."),

    /// An old generation of the application has ended, and something still refers to its classes.
    POUNCE_RELOAD_LEAK(
            500,
            "Stop threads that the application starts when its lifespan ends; see docs/applications.md."),

    /// Settings cannot be used.
    POUNCE_CONFIG_INVALID(
            500,
            "Mend every setting that is listed; pounce config template has all that there are."),

    /// Introspection is on, and can be reached from other machines: it asks nobody who they are.
    POUNCE_CONFIG_INTROSPECTION_PUBLIC(
            500, "Serve it on a loopback address or a Unix domain socket, with --admin-listen."),

    /// errors.pages = debug, where others than developers may look.
    POUNCE_CONFIG_DEBUG_PUBLIC(
            500,
            "Listen on a loopback address, or set debug.exposed if nobody else can get there."),

    /// A listener could not be opened.
    POUNCE_LISTEN_FAILED(
            500,
            "Is the address taken, or its port below 1024? Choose another with --port or --listen."),

    /// A listener is for https, and there is no certificate.
    POUNCE_TLS_CERT_MISSING(500, "Name a certificate and its key: --tls-cert and --tls-key."),

    /// A file of tls.cert, tls.key, tls.trust or tls.key-password-file is missing.
    POUNCE_TLS_FILE_NOT_FOUND(500, "Is the path right, from where the server starts?"),

    /// A file of tls.cert, tls.key, tls.trust or tls.key-password-file cannot be read.
    POUNCE_TLS_FILE_NOT_READABLE(500, "Let the user of the server read it."),

    /// A file holds neither PEM nor PKCS#12, or not what is looked for there.
    POUNCE_TLS_NOT_PEM(500, "Convert it to PEM, or name another file."),

    /// A key or a store is encrypted with another password.
    POUNCE_TLS_WRONG_PASSWORD(
            500, "Write the password into a file, and name it: --tls-key-password-file."),

    /// A key is not that of its certificate.
    POUNCE_TLS_KEY_MISMATCH(500, "The keys must stand in the order of the certificates."),

    /// A certificate is no longer valid.
    POUNCE_TLS_CERT_EXPIRED(500, "Renew the certificate."),

    /// A certificate is not valid yet.
    POUNCE_TLS_CERT_NOT_YET_VALID(500, "Wait, or set the clock of the machine."),

    /// A certificate or a key is damaged, or of a kind that is not known here.
    POUNCE_TLS_UNUSABLE(500, "The message says what is wrong with it."),

    /// The handshake of TLS failed.
    POUNCE_TLS_HANDSHAKE_FAILED(
            500, "The message says what client and server could not agree upon."),

    /// An event loop died; it was restarted, and its connections go on.
    POUNCE_WORKER_DIED(500, "Its stack trace is in the log; it is a bug, or memory ran out."),

    /// Event loops died too often: five times in a minute. The server has stopped.
    POUNCE_SUPERVISOR_RESTARTS_EXHAUSTED(
            500,
            "The cause says what the last one died of; restart the process when it is mended."),

    /// A service has no provider.
    POUNCE_PROVIDER_MISSING(
            500,
            "Add the module that the message names; pounce.standard requires all of pounce's."),

    /// A service has two providers where one is needed.
    POUNCE_PROVIDER_AMBIGUOUS(500, "Remove one of the modules that the message names."),

    /// A plug-in did not let itself be installed.
    POUNCE_PLUGIN_FAILED(500, "The message and its cause say why; or leave the plug-in out."),

    /// A provider cannot be found, loaded or made.
    POUNCE_PROVIDER_FAILED(
            500, "The message and its cause say why; or take the module that it names away."),

    /// A provider was compiled for another version of pounce.api.
    POUNCE_PROVIDER_API_VERSION(
            500, "Compile the module for this version, or take its release that is for it."),

    /// A provider breaks the rules of its service.
    POUNCE_PROVIDER_INVALID(500, "The message says what its author has to mend."),

    /// A new project has no name that a module can have.
    POUNCE_INIT_NAME(500, "Name a module: words with dots between them, with --name."),

    /// A file of a new project is there already; nothing was written.
    POUNCE_INIT_EXISTS(500, "Name another directory, or move the files away."),

    /// A new project cannot be written.
    POUNCE_INIT_FAILED(500, "The message says what the file system objects to."),

    /// The exchange is over before its end.
    POUNCE_CLIENT_DISCONNECTED(500, "The client went away; nothing needs to be done.");

    private final int status;
    private final String hint;

    ErrorCode(int status, String hint) {
        this.status = status;
        this.hint = hint;
    }

    /// {@return the status that a client is sent if nothing has been sent yet}
    public int status() {
        return status;
    }

    /// {@return what an operator may do about it, one sentence}
    public String hint() {
        return hint;
    }
}
