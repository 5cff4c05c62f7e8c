package pounce.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import pounce.api.Server;
import pounce.api.error.ErrorCode;
import pounce.api.error.ReloadException;
import pounce.api.error.TlsException;

/// The process's signals, for a server that is all that the process does.
///
/// A shutdown hook does not do where signals can be had: a process that ends in one exits with 143
/// and swallows the second Ctrl-C.
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    /// With the numbers that POSIX gives them.
    private static final Map<String, Integer> ENDINGS = Map.of("INT", 2, "TERM", 15);

    /// The files of TLS are read again, and the application is loaded again.
    private static final String HANG_UP = "HUP";

    /// Files that are written to have been moved away.
    private static final String ROTATION = "USR1";

    /// What a shell reports for a process that a signal ended is this plus the signal's number.
    private static final int SIGNAL_STATUS = 128;

    private Signals() {}

    /// Blocks until the server has stopped; the first signal drains it, the second ends the
    /// process.
    ///
    /// Signals are taken before the start: whoever has read that the server listens may send one at
    /// once. One that comes too early drains the server as soon as there is one.
    static void serve(Supplier<? extends Server> start) {
        var started = new CompletableFuture<Server>();
        if (!install(started)) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform()
                                    .name("pounce-shutdown")
                                    .unstarted(() -> drain(started)));
        }
        var server = start.get();
        started.complete(server);
        try {
            server.awaitTermination();
        } catch (InterruptedException _) {
            server.close();
            Thread.currentThread().interrupt();
        }
    }

    /// {@return false if the process cannot hear of those that end it}
    private static boolean install(CompletableFuture<Server> started) {
        try {
            var signals = ProcessSignals.find();
            handleIfKnown(signals, HANG_UP, () -> hungUp(started));
            var draining = new AtomicBoolean();
            for (var ending : ENDINGS.entrySet()) {
                int number = ending.getValue();
                signals.handle(ending.getKey(), _ -> received(started, draining, number));
            }
            handleIfKnown(signals, ROTATION, () -> reopen(started));
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException unavailable) {
            LOG.atDebug()
                    .setCause(unavailable)
                    .log("No signals here: a shutdown hook drains instead");
            return false;
        }
    }

    /// Where the system does not know a signal, nobody can send it.
    private static void handleIfKnown(ProcessSignals signals, String name, Runnable received) {
        try {
            signals.handle(name, _ -> received.run());
        } catch (IllegalArgumentException unknown) {
            LOG.atDebug().addKeyValue("signal", name).setCause(unknown).log("No such signal here");
        }
    }

    private static void reopen(CompletableFuture<Server> started) {
        var _ = started.thenAccept(Server::reopen);
    }

    private static void hungUp(CompletableFuture<Server> started) {
        var _ =
                started.thenAccept(server -> {
                    reloadCertificates(server);
                    reload(server);
                });
    }

    private static void reloadCertificates(Server server) {
        try {
            server.reloadCertificates();
        } catch (TlsException unusable) {
            LOG.atError()
                    .addKeyValue("code", unusable.code())
                    .addKeyValue("reason", unusable.getMessage())
                    .log("New certificates cannot be used; the old ones go on");
        }
    }

    private static void reload(Server server) {
        try {
            server.reload();
        } catch (ReloadException refused) {
            boolean failed = refused.code() != ErrorCode.POUNCE_RELOAD_UNAVAILABLE;
            LOG.atLevel(failed ? Level.ERROR : Level.INFO)
                    .addKeyValue("code", refused.code())
                    .setCause(refused.getCause())
                    .log("Not reloaded: {}", refused.getMessage());
        }
    }

    private static void received(
            CompletableFuture<Server> started, AtomicBoolean draining, int number) {
        if (draining.compareAndSet(false, true)) {
            drain(started);
        } else {
            Runtime.getRuntime().halt(SIGNAL_STATUS + number);
        }
    }

    private static void drain(CompletableFuture<Server> started) {
        var _ = started.thenAccept(Server::close);
    }
}
