package peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// com.sun.net.httpserver as robaho implements it (the provider property picks it).
public final class RobahoMain {
    public static void main(String[] a) throws Exception {
        setUp(HttpServer.create(new InetSocketAddress("127.0.0.1", Peer.port(a)), 4096));
        if (Peer.h2(a)) {
            HttpsServer s =
                    HttpsServer.create(new InetSocketAddress("127.0.0.1", Peer.tlsPort(a)), 4096);
            s.setHttpsConfigurator(new HttpsConfigurator(Peer.sslContext()));
            setUp(s);
        }
    }

    static void setUp(HttpServer s) {
        s.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        s.createContext("/plaintext", x -> send(x, "text/plain", Peer.HELLO));
        s.createContext("/json", x -> send(x, "application/json", Peer.json()));
        s.createContext(
                "/echo",
                x -> send(x, "application/octet-stream", x.getRequestBody().readAllBytes()));
        s.createContext(
                "/bytes",
                x ->
                        send(
                                x,
                                "application/octet-stream",
                                Peer.bytes(Peer.tailInt(x.getRequestURI().getPath()))));
        s.createContext(
                "/sleep/50",
                x -> {
                    try {
                        Thread.sleep(50);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    send(x, "text/plain", Peer.HELLO);
                });
        s.createContext(
                "/stream",
                x -> {
                    head(x, "application/octet-stream");
                    x.sendResponseHeaders(200, 0);
                    try (OutputStream o = x.getResponseBody()) {
                        for (int i = 0; i < Peer.CHUNKS; i++) {
                            o.write(Peer.CHUNK);
                            o.flush();
                        }
                    }
                });
        s.createContext(
                "/static",
                x -> { // no file handler of its own, and the JDK's one hangs on it: a plain copy
                    Path f = Peer.STATIC.resolve(x.getRequestURI().getPath().substring(8));
                    head(x, "application/octet-stream");
                    x.sendResponseHeaders(200, Files.size(f));
                    try (OutputStream o = x.getResponseBody();
                            InputStream in = Files.newInputStream(f)) {
                        in.transferTo(o);
                    }
                });
        s.start();
    }

    static void head(HttpExchange x, String type) {
        x.getResponseHeaders().set("Content-Type", type);
        x.getResponseHeaders().set("Server", "robaho");
    }

    static void send(HttpExchange x, String type, byte[] b) throws IOException {
        head(x, type);
        x.sendResponseHeaders(200, b.length);
        try (OutputStream o = x.getResponseBody()) {
            o.write(b);
        }
    }
}
