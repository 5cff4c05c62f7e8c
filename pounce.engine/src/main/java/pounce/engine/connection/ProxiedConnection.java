package pounce.engine.connection;

import java.io.IOException;
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

    private final ProxyProtocol protocol;
    private final Transport transport;
    private final Input input;
    private final Deadline deadline;
    private final Succession succession = new Succession(this);

    /// The deadline is absolute, from here: a peer that sends an octet now and then gains nothing.
    ProxiedConnection(ProxyProtocol protocol, Transport transport, Input input) {
        this.protocol = protocol;
        this.transport = transport;
        this.input = input;
        this.deadline = transport.after(protocol.http().settings().headTimeout());
    }

    /// {@return this, and what comes behind it}
    Connection whole() {
        return succession;
    }

    @Override
    public void run() {
        try {
            if (!protocol.trusts(transport)) {
                refuse(ErrorCode.POUNCE_PROXY_UNTRUSTED, "not a trusted proxy", Reason.ERROR);
            } else if (readHeader()) {
                succession.run();
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
        var client = protocol.next().open(behind(header), input);
        return succession.continueWith(this, client) && (!input.isEmpty() || !isAtRest());
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
        return transport.awaitFirst(protocol.http().settings().headTimeout());
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
