package peers;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Jetty core handlers; -Dvt=true hands blocking tasks to virtual threads.
public final class JettyMain extends Handler.Wrapper {
    static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain"),
            JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json"),
            BIN = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/octet-stream");

    public static void main(String[] a) throws Exception {
        QueuedThreadPool tp = new QueuedThreadPool(Integer.getInteger("threads", 200));
        if (Boolean.getBoolean("vt"))
            tp.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        Server server = new Server(tp);
        HttpConfiguration hc = new HttpConfiguration();
        hc.setSendDateHeader(true);
        hc.setSendServerVersion(true);
        ServerConnector c =
                new ServerConnector(
                        server,
                        new HttpConnectionFactory(hc),
                        new HTTP2CServerConnectionFactory(hc));
        c.setHost("127.0.0.1");
        c.setPort(Peer.port(a));
        c.setAcceptQueueSize(4096);
        server.addConnector(c);
        if (Peer.h2(a)) {
            HttpConfiguration hs = new HttpConfiguration(hc);
            hs.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setKeyStorePath(Peer.KEYSTORE.toString());
            ssl.setKeyStorePassword(Peer.PASS);
            ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
            alpn.setDefaultProtocol("http/1.1");
            ServerConnector t =
                    new ServerConnector(
                            server,
                            new SslConnectionFactory(ssl, "alpn"),
                            alpn,
                            new HTTP2ServerConnectionFactory(hs),
                            new HttpConnectionFactory(hs));
            t.setHost("127.0.0.1");
            t.setPort(Peer.tlsPort(a));
            t.setAcceptQueueSize(4096);
            server.addConnector(t);
        }
        ResourceHandler rh = new ResourceHandler();
        rh.setBaseResource(ResourceFactory.of(server).newResource(Peer.WWW));
        JettyMain m = new JettyMain();
        m.setHandler(rh);
        server.setHandler(m);
        server.start();
    }

    /// BLOCKING: every request goes to a (virtual) thread. -Dblocking=false: the handler runs on
    /// the selector's thread.
    private static final Invocable.InvocationType TYPE =
            System.getProperty("blocking", "true").equals("true")
                    ? Invocable.InvocationType.BLOCKING
                    : Invocable.InvocationType.NON_BLOCKING;

    @Override
    public Invocable.InvocationType getInvocationType() {
        return TYPE;
    }

    @Override
    public boolean handle(Request q, Response r, Callback cb) throws Exception {
        String p = Request.getPathInContext(q);
        switch (p) {
            case "/plaintext" -> {
                r.getHeaders().put(TEXT);
                r.write(true, ByteBuffer.wrap(Peer.HELLO), cb);
            }
            case "/json" -> {
                r.getHeaders().put(JSON);
                r.write(true, ByteBuffer.wrap(Peer.json()), cb);
            }
            case "/echo" -> {
                r.getHeaders().put(BIN);
                r.getHeaders().put(HttpHeader.CONTENT_LENGTH, q.getLength());
                Content.copy(q, r, cb);
            }
            case "/sleep/50" -> {
                Thread.sleep(50);
                r.getHeaders().put(TEXT);
                r.write(true, ByteBuffer.wrap(Peer.HELLO), cb);
            }
            case "/stream" -> {
                r.getHeaders().put(BIN);
                try (OutputStream o = Content.Sink.asOutputStream(r)) {
                    for (int i = 0; i < Peer.CHUNKS; i++) {
                        o.write(Peer.CHUNK);
                        o.flush();
                    }
                }
                cb.succeeded();
            }
            default -> {
                if (p.startsWith("/bytes/")) {
                    r.getHeaders().put(BIN);
                    r.write(true, ByteBuffer.wrap(Peer.bytes(Peer.tailInt(p))), cb);
                } else return super.handle(q, r, cb);
            }
        }
        return true;
    }
}
