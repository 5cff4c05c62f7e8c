package peers;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// What all peers share: the bodies, the date, the TLS material and the arguments.
public final class Peer {
    private Peer() {}

    /// The folder that `prepare` filled: every peer is started in it.
    public static final Path HOME = Path.of("").toAbsolutePath();
    public static final Path WWW = HOME.resolve("www");
    public static final Path STATIC = WWW.resolve("static");
    public static final Path CERT = HOME.resolve("tls/cert.pem");
    public static final Path KEY = HOME.resolve("tls/key.pem");
    public static final Path KEYSTORE = HOME.resolve("tls/ks.p12");
    public static final String PASS = "changeit";

    public static final int CPUS = Runtime.getRuntime().availableProcessors();
    public static final byte[] HELLO = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
    public static final int CHUNKS = 100;
    public static final byte[] CHUNK = pattern(1024);
    private static byte[] b1k = pattern(1024);
    private static byte[] b100k;
    private static byte[] b10m;

    static byte[] pattern(int n) {
        byte[] b = new byte[n];
        for (int i = 0; i < n; i++) b[i] = (byte) ('a' + i % 26);
        return b;
    }

    /// The in-memory body of /bytes/N, made once on first use.
    public static byte[] bytes(int n) {
        return switch (n) {
            case 1024 -> b1k;
            case 102400 -> b100k != null ? b100k : (b100k = pattern(n));
            case 10485760 -> b10m != null ? b10m : (b10m = pattern(n));
            default -> throw new IllegalArgumentException("size " + n);
        };
    }

    public static int tailInt(String path) {
        return Integer.parseInt(path, path.lastIndexOf('/') + 1, path.length(), 10);
    }

    public record Message(int id, String message, boolean ok, double score) {}

    /// A fresh object, serialised by hand on each call.
    public static byte[] json() {
        Message m = new Message(42, "Hello, \"World\"!", true, 0.5);
        StringBuilder sb = new StringBuilder(80);
        sb.append("{\"id\":").append(m.id()).append(",\"message\":\"");
        String s = m.message();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"' || c == '\\') sb.append('\\').append(c);
            else if (c < 0x20) sb.append(' ');
            else sb.append(c);
        }
        sb.append("\",\"ok\":").append(m.ok()).append(",\"score\":").append(m.score()).append('}');
        return sb.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private record Stamp(long second, String text) {}

    private static volatile Stamp stamp = new Stamp(0, "");
    private static final DateTimeFormatter FMT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                    .withZone(ZoneOffset.UTC);

    /// The Date header, formatted once a second: for peers that do not send it themselves.
    public static String date() {
        long now = System.currentTimeMillis() / 1000;
        Stamp s = stamp;
        if (s.second != now) stamp = s = new Stamp(now, FMT.format(Instant.ofEpochSecond(now)));
        return s.text;
    }

    public static SSLContext sslContext() {
        try (InputStream in = Files.newInputStream(KEYSTORE)) {
            KeyStore ks = KeyStore.getInstance("PKCS12");
            ks.load(in, PASS.toCharArray());
            KeyManagerFactory kmf =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            kmf.init(ks, PASS.toCharArray());
            SSLContext c = SSLContext.getInstance("TLS");
            c.init(kmf.getKeyManagers(), null, null);
            return c;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static int port(String[] a) {
        return Integer.parseInt(a[0]);
    }

    public static int h2cPort(String[] a) {
        return port(a) + 1;
    }

    public static int tlsPort(String[] a) {
        return port(a) + 2;
    }

    /// Second argument "h2": also open the h2c and TLS listeners.
    public static boolean h2(String[] a) {
        return a.length > 1 && a[1].equals("h2");
    }
}
