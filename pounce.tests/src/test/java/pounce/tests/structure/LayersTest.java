package pounce.tests.structure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The table of ARCHITECTURE.md, each line held by a rule that a fixture is seen to break.
final class LayersTest {
    private static final String ENGINE = "pounce.engine";
    private static final String FIXTURE = "pounce.tests.fixture";
    private static final JavaClasses REAL = new ClassFileImporter().importPackages(ENGINE);
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void seesTheEngine() {
        assertFalse(REAL.isEmpty());
        REAL.get("pounce.engine.http1.HeadDecoder");
        REAL.get("pounce.engine.net.EventLoop");
    }

    @Test
    void http1KnowsNoSocketsLocksOrLoggers() {
        holds(rules -> rules.isPure("http1"));
        REAL.get("pounce.engine.http1.Framing");
    }

    @Test
    void http1KnowsNeitherThreadsNorClocks() {
        holds(rules -> rules.isTimeless("http1"));
    }

    @Test
    void http1KnowsNobodyButMessages() {
        holds(rules ->
                rules.doesNotKnow(
                        "http1",
                        "http2",
                        "hpack",
                        "proxy",
                        "net",
                        "exchange",
                        "watch",
                        "connection",
                        "generation"));
    }

    @Test
    void messagesArePure() {
        holds(rules -> rules.isPure("message"));
        holds(rules -> rules.isTimeless("message"));
    }

    @Test
    void messagesKnowNobody() {
        holds(rules ->
                rules.doesNotKnow(
                        "message",
                        "http1",
                        "http2",
                        "hpack",
                        "proxy",
                        "net",
                        "exchange",
                        "watch",
                        "connection",
                        "generation"));
    }

    @Test
    void fieldCompressionIsPure() {
        holds(rules -> rules.isPure("hpack"));
        holds(rules -> rules.isTimeless("hpack"));
        REAL.get("pounce.engine.hpack.HpackDecoder");
    }

    @Test
    void fieldCompressionKnowsNobody() {
        holds(rules ->
                rules.doesNotKnow(
                        "hpack",
                        "message",
                        "http1",
                        "proxy",
                        "net",
                        "exchange",
                        "watch",
                        "connection",
                        "generation"));
    }

    @Test
    void http2IsPure() {
        holds(rules -> rules.isPure("http2"));
        holds(rules -> rules.isTimeless("http2"));
        REAL.get("pounce.engine.http2.FrameDecoder");
    }

    @Test
    void http2KnowsNobodyButMessagesAndFieldCompression() {
        holds(rules ->
                rules.doesNotKnow(
                        "http2",
                        "http1",
                        "proxy",
                        "net",
                        "exchange",
                        "watch",
                        "connection",
                        "generation"));
    }

    @Test
    void theProxyProtocolIsPure() {
        holds(rules -> rules.isPure("proxy"));
        holds(rules -> rules.isTimeless("proxy"));
        REAL.get("pounce.engine.proxy.ProxyHeaderDecoder");
    }

    @Test
    void theProxyProtocolKnowsNobodyButMessages() {
        holds(rules ->
                rules.doesNotKnow(
                        "proxy",
                        "http1",
                        "http2",
                        "hpack",
                        "net",
                        "exchange",
                        "watch",
                        "connection",
                        "generation"));
    }

    @Test
    void theStartOfTlsIsPure() {
        holds(rules -> rules.isPure("tls"));
        holds(rules -> rules.isTimeless("tls"));
        REAL.get("pounce.engine.tls.ClientHelloDecoder");
    }

    @Test
    void theStartOfTlsKnowsNobodyButMessages() {
        holds(rules ->
                rules.doesNotKnow(
                        "tls",
                        "http1",
                        "http2",
                        "hpack",
                        "proxy",
                        "net",
                        "exchange",
                        "watch",
                        "connection",
                        "generation"));
    }

    @Test
    void exchangesKnowNeitherNetNorProtocols() {
        holds(rules ->
                rules.doesNotKnow(
                        "exchange",
                        "net",
                        "http1",
                        "http2",
                        "hpack",
                        "proxy",
                        "tls",
                        "connection",
                        "generation"));
    }

    @Test
    void netKnowsNeitherProtocolsNorExchanges() {
        holds(rules ->
                rules.doesNotKnow(
                        "net",
                        "http1",
                        "http2",
                        "hpack",
                        "proxy",
                        "message",
                        "exchange",
                        "connection",
                        "generation"));
    }

    @Test
    void watchersKnowNeitherProtocolsNorDrivers() {
        holds(rules ->
                rules.doesNotKnow(
                        "watch", "http1", "http2", "hpack", "proxy", "connection", "generation"));
    }

    @Test
    void netAndExchangesDoNotKnowThatTheyAreWatched() {
        holds(rules -> rules.doesNotKnow("net", "watch"));
        holds(rules -> rules.doesNotKnow("exchange", "watch"));
    }

    @Test
    void generationsKnowNoProtocols() {
        holds(rules ->
                rules.doesNotKnow(
                        "generation",
                        "http1",
                        "http2",
                        "hpack",
                        "proxy",
                        "message",
                        "net",
                        "watch",
                        "connection"));
    }

    @Test
    void applicationsAreFoundWithoutKnowingWhatServesThem() {
        holds(rules ->
                rules.doesNotKnow(
                        "application",
                        "http1",
                        "proxy",
                        "message",
                        "net",
                        "exchange",
                        "watch",
                        "connection",
                        "generation",
                        "plugin"));
    }

    @Test
    void pluginsKnowNeitherProtocolsNorSockets() {
        holds(rules ->
                rules.doesNotKnow(
                        "plugin",
                        "http1",
                        "http2",
                        "hpack",
                        "proxy",
                        "message",
                        "net",
                        "exchange",
                        "connection"));
    }

    @Test
    void packagesFormNoCycle() {
        holds(LayerRules::hasNoCycles);
    }

    @Test
    void reflectionStandsInTwoPlaces() {
        holds(rules -> rules.reflectsOnlyIn("SchedulerHook", "Instances"));
    }

    @Test
    void noEventLoopWaitsForANameServer() {
        holds(rules -> rules.looksNamesUpOnlyIn("TcpEndpoint"));
        holds(LayerRules::looksNoAddressUp);
        REAL.get("pounce.engine.net.TcpEndpoint");
    }

    @Test
    void noEventLoopWaitsForALock() {
        holds(rules -> rules.waitsForNoLockIn("net", "OctetPipe", "Supervisor", "TlsOutput"));
        REAL.get("pounce.engine.net.TlsOutput");
    }

    @Test
    void everyNameHasAMeaning() {
        holds(LayerRules::hasNoNameWithoutMeaning);
    }

    /// Checks a rule where it must hold, and where it must not.
    private static void holds(Function<LayerRules, ArchRule> rule) {
        rule.apply(new LayerRules(ENGINE)).check(REAL);
        assertThrows(AssertionError.class, () -> rule.apply(new LayerRules(FIXTURE)).check(BROKEN));
    }
}
