package peers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.logging.LogManager;

/// Embedded Tomcat, NIO connector; -Dvt=false for its own thread pool.
public final class TomcatMain extends HttpServlet {
    public static void main(String[] a) throws Exception {
        LogManager.getLogManager().reset();
        Tomcat t = new Tomcat();
        t.setBaseDir(Files.createTempDirectory("tc").toString());
        connector(t, Peer.port(a), false);
        if (Peer.h2(a)) connector(t, Peer.tlsPort(a), true);
        Context c = t.addContext("", Peer.WWW.toString());
        Tomcat.addServlet(c, "app", new TomcatMain());
        for (String p :
                new String[] {"/plaintext", "/json", "/echo", "/stream", "/sleep/*", "/bytes/*"})
            c.addServletMappingDecoded(p, "app");
        Tomcat.addServlet(c, "default", new DefaultServlet());
        c.addServletMappingDecoded("/", "default");
        t.start();
    }

    static void connector(Tomcat t, int port, boolean tls) {
        Connector k = new Connector("HTTP/1.1");
        k.setPort(port);
        k.setProperty("address", "127.0.0.1");
        k.setProperty("useVirtualThreads", System.getProperty("vt", "true"));
        k.setProperty("maxKeepAliveRequests", "-1");
        k.setProperty("acceptCount", "4096");
        k.setProperty("server", "tomcat");
        Http2Protocol h2 = new Http2Protocol();
        h2.setOverheadCountFactor(0);
        k.addUpgradeProtocol(h2);
        if (tls) {
            k.setScheme("https");
            k.setSecure(true);
            k.setProperty("SSLEnabled", "true");
            SSLHostConfig hc = new SSLHostConfig();
            SSLHostConfigCertificate cert =
                    new SSLHostConfigCertificate(hc, SSLHostConfigCertificate.Type.EC);
            cert.setCertificateKeystoreFile(Peer.KEYSTORE.toString());
            cert.setCertificateKeystorePassword(Peer.PASS);
            cert.setCertificateKeystoreType("PKCS12");
            hc.addCertificate(cert);
            k.addSslHostConfig(hc);
        }
        t.getService().addConnector(k);
    }

    @Override
    protected void service(HttpServletRequest q, HttpServletResponse r) throws IOException {
        String p = q.getRequestURI();
        switch (p) {
            case "/plaintext" -> send(r, "text/plain", Peer.HELLO);
            case "/json" -> send(r, "application/json", Peer.json());
            case "/echo" -> send(r, "application/octet-stream", q.getInputStream().readAllBytes());
            case "/sleep/50" -> {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                send(r, "text/plain", Peer.HELLO);
            }
            case "/stream" -> {
                r.setContentType("application/octet-stream");
                OutputStream o = r.getOutputStream();
                for (int i = 0; i < Peer.CHUNKS; i++) {
                    o.write(Peer.CHUNK);
                    o.flush();
                }
            }
            default -> send(r, "application/octet-stream", Peer.bytes(Peer.tailInt(p)));
        }
    }

    private static void send(HttpServletResponse r, String type, byte[] b) throws IOException {
        r.setContentType(type);
        r.setContentLength(b.length);
        r.getOutputStream().write(b);
    }
}
