package pounce.engine.connection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.http2.Preface;
import pounce.engine.net.Connection;
import pounce.engine.net.Deadline;

/// A connection whose first octets say which version of HTTP it is. They have as long as a head
/// has: what is undecided then is HTTP/1.1, and late.
final class ProtocolSelector implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolSelector.class);

    private final Cleartext protocols;
    private final Newcomer newcomer;
    private final Succession succession = new Succession(this);

    /// Somebody sees to it that the connection is told of, once.
    private final AtomicBoolean begun = new AtomicBoolean();

    ProtocolSelector(Cleartext protocols, Newcomer newcomer) {
        this.protocols = protocols;
        this.newcomer = newcomer;
    }

    /// {@return this, and what comes behind it}
    Connection whole() {
        return succession;
    }

    @Override
    public void run() {
        if (begun.compareAndSet(false, true) && succession.continueWith(this, select())) {
            succession.run();
        }
    }

    /// A connection that is closed before it has said anything was one of HTTP/1.1, as far as
    /// anybody knows.
    @Override
    public void closed(Reason why, long sent) {
        if (begun.compareAndSet(false, true)) {
            http1().closed(why, sent);
        }
    }

    private Connection select() {
        var input = newcomer.input();
        try {
            var found = Preface.decode(input.octets().duplicate());
            while (found == Preface.BEGUN && input.read(newcomer.transport(), deadline())) {
                found = Preface.decode(input.octets().duplicate());
            }
            if (found == Preface.WHOLE) {
                return protocols.http2().open(newcomer);
            }
        } catch (IOException broken) { // HTTP/1.1 will see it too, and say so
            LOG.atDebug()
                    .addKeyValue("connection", newcomer.number())
                    .setCause(broken)
                    .log("No preface");
        }
        return http1();
    }

    private Connection http1() {
        return protocols.http1().open(newcomer);
    }

    /// Absolute: a client that sends an octet now and then gains nothing.
    private Deadline deadline() {
        var known = newcomer.headDeadline();
        if (known == null) {
            known = newcomer.transport().after(protocols.http1().settings().headTimeout());
            newcomer.expectedUntil(known);
        }
        return known;
    }
}
