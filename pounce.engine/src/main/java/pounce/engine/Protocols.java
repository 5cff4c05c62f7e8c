package pounce.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.TrustedPeers;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.engine.connection.Cleartext;
import pounce.engine.connection.ContentPace;
import pounce.engine.connection.Http1;
import pounce.engine.connection.Http1Settings;
import pounce.engine.connection.Http2;
import pounce.engine.connection.Http2Settings;
import pounce.engine.connection.Protocol;
import pounce.engine.connection.ProxyProtocol;
import pounce.engine.connection.Secured;
import pounce.engine.connection.TlsSettings;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.Site;
import pounce.engine.http1.HeadLimits;
import pounce.engine.http2.AbuseLimits;
import pounce.engine.http2.FieldLimits;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Endpoint;
import pounce.engine.watch.LoopWatch;

/// What a server speaks, as its settings say: HTTP/1.1, HTTP/2, either under TLS, and the PROXY
/// protocol before all of them.
///
/// @param http1 settings of HTTP/1.1, and of what both versions share
/// @param http2 settings of HTTP/2, if it is spoken
/// @param tls settings of TLS, if there is a listener for it
/// @param proxies whom to believe that they are proxies; none if no listener asks
record Protocols(
        Http1Settings http1,
        Optional<Http2Settings> http2,
        Optional<TlsSettings> tls,
        List<TrustedPeers> proxies) {

    static Protocols of(ServerConfig config, List<Endpoint> endpoints, Optional<KeyMaterial> keys) {
        return new Protocols(
                http1(config),
                config.get(Options.HTTP_HTTP2) ? Optional.of(http2(config)) : Optional.empty(),
                keys.map(each -> tls(each, config)),
                ProxyTrust.of(config, endpoints));
    }

    /// {@return what runs on the connections of one event loop}
    ///
    /// @param site asked once per request
    /// @param drain says when connections should end
    /// @param watch takes note of the loop's connections
    ConnectionFactory on(Supplier<Site> site, Drain drain, LoopWatch watch) {
        var one = new Http1(http1, site, drain, watch);
        var two = http2.map(settings -> new Http2(one, settings));
        Protocol clear = two.<Protocol>map(http -> new Cleartext(one, http)).orElse(one);
        Protocol first =
                tls.<Protocol>map(each -> new Secured(one, clear, byName(one, two), each, watch))
                        .orElse(clear);
        return proxies.isEmpty() ? first : new ProxyProtocol(one, first, proxies, watch);
    }

    private static SequencedMap<String, Protocol> byName(Http1 one, Optional<Http2> two) {
        var protocols = new LinkedHashMap<String, Protocol>();
        two.ifPresent(http -> protocols.put("h2", http));
        protocols.put("http/1.1", one);
        return protocols;
    }

    // ---------------------------------------------------------------- their settings

    private static Http1Settings http1(ServerConfig config) {
        return new Http1Settings(
                new HeadLimits(
                        (int) config.get(Options.LIMIT_REQUEST_LINE).octets(),
                        (int) config.get(Options.LIMIT_HEADER_SECTION).octets(),
                        config.get(Options.LIMIT_FIELDS)),
                (int) config.get(Options.LIMIT_CHUNK_EXTENSIONS).octets(),
                config.get(Options.HTTP_ENCODED_SLASH),
                config.get(Options.HTTP_SERVER_HEADER),
                config.get(Options.HTTP_DATE),
                config.get(Options.TIMEOUT_HEADER),
                new ContentPace(
                        config.get(Options.TIMEOUT_REQUEST_BODY),
                        config.get(Options.TIMEOUT_REQUEST_BODY_GRACE),
                        config.get(Options.LIMIT_REQUEST_BODY_RATE).octets()),
                config.get(Options.TIMEOUT_REQUEST),
                config.get(Options.TIMEOUT_KEEP_ALIVE),
                config.get(Options.TIMEOUT_CONNECTION_AGE),
                config.get(Options.LIMIT_REQUESTS));
    }

    private static Http2Settings http2(ServerConfig config) {
        return new Http2Settings(
                new FieldLimits(
                        (int) config.get(Options.LIMIT_REQUEST_LINE).octets(),
                        (int) config.get(Options.LIMIT_HEADER_SECTION).octets(),
                        config.get(Options.LIMIT_FIELDS)),
                new AbuseLimits(
                        config.get(Options.LIMIT_HTTP2_RESETS),
                        config.get(Options.LIMIT_HTTP2_CONTINUATIONS),
                        config.get(Options.LIMIT_HTTP2_EMPTY_FRAMES),
                        config.get(Options.LIMIT_HTTP2_PINGS),
                        config.get(Options.LIMIT_HTTP2_SETTINGS),
                        config.get(Options.LIMIT_HTTP2_VAIN_SETTINGS),
                        config.get(Options.LIMIT_HTTP2_PRIORITIES),
                        config.get(Options.LIMIT_HTTP2_WINDOW_UPDATES)),
                config.get(Options.LIMIT_HTTP2_STREAMS),
                config.get(Options.LIMIT_HTTP2_QUEUED_FRAMES),
                (int) config.get(Options.LIMIT_HTTP2_STREAM_WINDOW).octets(),
                (int) config.get(Options.LIMIT_HTTP2_CONNECTION_WINDOW).octets(),
                config.get(Options.TIMEOUT_HTTP2_WINDOW));
    }

    private static TlsSettings tls(KeyMaterial keys, ServerConfig config) {
        return new TlsSettings(
                keys,
                (int) config.get(Options.LIMIT_CLIENT_HELLO).octets(),
                config.get(Options.TIMEOUT_TLS_HANDSHAKE));
    }
}
