package pounce.lifecycle.access;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The logger `pounce.access`, one message a line.
final class LoggerSink implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger("pounce.access");

    @Override
    public void write(byte[] octets, int length) {
        new String(octets, 0, length, StandardCharsets.UTF_8).lines().forEach(LOG::info);
    }

    @Override
    public void reopen() {}

    @Override
    public void close() {}
}
