package peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// com.sun.net.httpserver as the JDK brings it.
public final class JdkMain {
    public static void main(String[] a) throws Exception {
        HttpServer s = HttpServer.create(new InetSocketAddress("127.0.0.1", Peer.port(a)), 4096);
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
        s.createContext("/static", SimpleFileServer.createFileHandler(Peer.STATIC));
        s.start();
    }

    static void head(HttpExchange x, String type) {
        x.getResponseHeaders().set("Content-Type", type);
        x.getResponseHeaders().set("Server", "jdk");
    }

    static void send(HttpExchange x, String type, byte[] b) throws IOException {
        head(x, type);
        x.sendResponseHeaders(200, b.length);
        try (OutputStream o = x.getResponseBody()) {
            o.write(b);
        }
    }
}
