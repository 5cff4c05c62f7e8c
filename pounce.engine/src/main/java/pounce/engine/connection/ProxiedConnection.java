package pounce.engine.connection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.message.Decoded;
import pounce.engine.net.Connection;
import pounce.engine.net.Deadline;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.Transport;
import pounce.engine.proxy.ProxyHeader;
import pounce.engine.proxy.ProxyHeaderDecoder;

/// A connection from a proxy: one header, and from then on it is the connection of the proxy's
/// client.
///
/// Whoever breaks the rules is closed without an answer: a proxy would hand it to a client that has
/// done nothing wrong, and others need not learn what is here.
final class ProxiedConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(ProxiedConnection.class);
    private static final String PROTOCOL = "proxy";

    /// In place of a driver that comes too late.
    private record Closed(Reason why, long sent) implements Connection {
        @Override
        public void run() {}
    }

    private final ProxyProtocol protocol;
    private final Transport transport;
    private final Input input;
    private final Deadline deadline;

    private final Connection beginning = this::begin;
    private final AtomicReference<Connection> driver = new AtomicReference<>(beginning);

    /// The deadline is absolute, from here: a peer that sends an octet now and then gains nothing.
    ProxiedConnection(ProxyProtocol protocol, Transport transport) {
        this.protocol = protocol;
        this.transport = transport;
        this.input = new Input(protocol.http().inputs());
        this.deadline = transport.after(protocol.http().settings().headTimeout());
    }

    @Override
    public void run() {
        driver.get().run();
    }

    @Override
    public void closed(Reason why, long sent) {
        driver.getAndSet(new Closed(why, sent)).closed(why, sent);
    }

    private void begin() {
        try {
            if (!protocol.trusts(transport)) {
                refuse(ErrorCode.POUNCE_PROXY_UNTRUSTED, "not a trusted proxy", Reason.ERROR);
            } else if (readHeader()) {
                driver.get().run();
            }
        } catch (TimeoutException slow) {
            refuse(
                    ErrorCode.POUNCE_TIMEOUT_REQUEST_HEAD,
                    "no PROXY header in time",
                    Reason.TIMEOUT);
        } catch (IOException gone) {
            LOG.atDebug().addKeyValue("peer", transport.remote()).setCause(gone).log("Proxy gone");
            transport.close(Reason.CLIENT_DISCONNECT);
        } catch (RuntimeException | Error bug) {
            LOG.atError().addKeyValue("peer", transport.remote()).setCause(bug).log("Proxy failed");
            transport.close(Reason.ERROR);
        }
    }

    /// Blocks until the header is whole.
    ///
    /// @return whether its client is to be served now
    private boolean readHeader() throws IOException {
        while (true) {
            switch (ProxyHeaderDecoder.decode(input.octets())) {
                case Decoded.Ready<ProxyHeader>(var header) -> {
                    return handOver(header);
                }
                case Decoded.NeedMore<ProxyHeader> _ -> {
                    if (!input.read(transport, deadline)) {
                        transport.close(
                                input.isEmpty() ? Reason.COMPLETE : Reason.CLIENT_DISCONNECT);
                        return false;
                    }
                }
                case Decoded.Refused<ProxyHeader>(var violation) -> {
                    refuse(violation.code(), violation.detail(), Reason.ERROR);
                    return false;
                }
            }
        }
    }

    private boolean handOver(ProxyHeader header) throws IOException {
        var client = protocol.http().open(behind(header), input);
        if (driver.compareAndSet(beginning, client)) {
            return !input.isEmpty() || !isAtRest();
        }
        if (driver.get() instanceof Closed(var why, var sent)) {
            client.closed(why, sent);
        }
        return false;
    }

    private Transport behind(ProxyHeader header) {
        return switch (header) {
            case ProxyHeader.Forwarded forwarded -> new ForwardedTransport(transport, forwarded);
            case ProxyHeader.Local _, ProxyHeader.Unknown _ -> transport;
        };
    }

    /// A client that has said nothing yet waits as if it had just connected.
    ///
    /// @return whether another thread may serve it already
    private boolean isAtRest() throws IOException {
        input.settle();
        return transport.idle(protocol.http().settings().headTimeout());
    }

    private void refuse(ErrorCode code, String detail, Reason why) {
        long number = Http1.nextNumber();
        LOG.atDebug()
                .addKeyValue("connection", number)
                .addKeyValue("peer", transport.remote())
                .addKeyValue("code", code)
                .addKeyValue("detail", detail)
                .log("Proxy refused");
        protocol.watch().turnedAway(transport, number, PROTOCOL).refused(code, 0);
        transport.close(why);
    }
}
