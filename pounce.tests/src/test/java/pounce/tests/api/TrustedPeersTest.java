package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.TrustedPeers;
import pounce.api.error.ConfigException;

final class TrustedPeersTest {
    private static final Address UNIX = new Address("unix", 0);

    @Test
    void aBlockHasItsAddresses() {
        var block = TrustedPeers.parse("10.0.0.0/8");

        assertTrue(block.contains(new Address("10.1.2.3", 4711)));
        assertFalse(block.contains(new Address("11.1.2.3", 4711)));
        assertFalse(block.contains(UNIX));
        assertFalse(TrustedPeers.parse("::/0").contains(UNIX));
    }

    @Test
    void unixHasThePeersOfUnixSocketsOnly() {
        var unix = TrustedPeers.parse("unix");

        assertTrue(unix.contains(UNIX));
        assertFalse(unix.contains(new Address("127.0.0.1", 4711)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unix", "localhost", "10.0.0.0/33", "10/8", "*", "/run/x.sock"})
    void refusesWhatIsNeither(String text) {
        assertThrows(IllegalArgumentException.class, () -> TrustedPeers.parse(text));
        var builder = ServerConfig.builder().set(Map.of("proxy-protocol.trusted", text));
        assertThrows(ConfigException.class, builder::build);
    }

    @Test
    void isWrittenAsItIsRead() {
        var option = Options.PROXY_PROTOCOL_TRUSTED;

        var value = option.parse("10.0.0.0/8, 2001:db8::1, unix");

        assertEquals("10.0.0.0/8,2001:db8::1/128,unix", option.format(value));
        assertEquals(value, option.parse(option.format(value)));
        assertEquals(List.of(), option.parse(""));
    }
}
