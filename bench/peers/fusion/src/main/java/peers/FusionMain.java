package peers;

import io.fusionauth.http.log.Level;
import io.fusionauth.http.log.SystemOutLoggerFactory;
import io.fusionauth.http.server.HTTPListenerConfiguration;
import io.fusionauth.http.server.HTTPRequest;
import io.fusionauth.http.server.HTTPResponse;
import io.fusionauth.http.server.HTTPServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// FusionAuth java-http: a virtual thread per connection.
public final class FusionMain {
    public static void main(String[] a) throws Exception {
        SystemOutLoggerFactory.FACTORY.getLogger(FusionMain.class).setLevel(Level.Error);
        new HTTPServer()
                .withHandler(FusionMain::handle)
                .withMaxRequestsPerConnection(Integer.MAX_VALUE)
                .withMaxPendingSocketConnections(4096)
                .withListener(
                        new HTTPListenerConfiguration(
                                InetAddress.getByName("127.0.0.1"), Peer.port(a)))
                .start();
    }

    static void send(HTTPResponse r, String type, byte[] b) throws IOException {
        head(r, type);
        r.setContentLength(b.length);
        OutputStream o = r.getOutputStream();
        o.write(b);
        o.close();
    }

    static void head(HTTPResponse r, String type) {
        r.setStatus(200);
        r.setContentType(type);
        r.setHeader("Server", "java-http");
        r.setHeader("Date", Peer.date());
    }

    static void handle(HTTPRequest q, HTTPResponse r) throws Exception {
        String p = q.getPath();
        switch (p) {
            case "/plaintext" -> send(r, "text/plain", Peer.HELLO);
            case "/json" -> send(r, "application/json", Peer.json());
            case "/echo" -> send(r, "application/octet-stream", q.getBodyBytes());
            case "/sleep/50" -> {
                Thread.sleep(50);
                send(r, "text/plain", Peer.HELLO);
            }
            case "/stream" -> {
                head(r, "application/octet-stream");
                OutputStream o = r.getOutputStream();
                for (int i = 0; i < Peer.CHUNKS; i++) {
                    o.write(Peer.CHUNK);
                    o.flush();
                }
                o.close();
            }
            default -> {
                if (p.startsWith("/bytes/"))
                    send(r, "application/octet-stream", Peer.bytes(Peer.tailInt(p)));
                else if (p.startsWith("/static/")) {
                    Path f = Peer.STATIC.resolve(p.substring(8));
                    head(r, "application/octet-stream");
                    r.setContentLength(Files.size(f));
                    OutputStream o = r.getOutputStream();
                    try (InputStream in = Files.newInputStream(f)) {
                        in.transferTo(o);
                    }
                    o.close();
                } else r.setStatus(404);
            }
        }
    }
}
