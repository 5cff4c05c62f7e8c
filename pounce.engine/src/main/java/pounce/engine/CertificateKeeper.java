package pounce.engine;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.TlsException;
import pounce.api.event.CertificateExpiring;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.engine.net.EventLoops;

/// Looks after certificates while a server runs: reads their files again when they have changed,
/// and says in time when one ends.
final class CertificateKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final Duration WARNING = Duration.ofDays(30);
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

    /// Between two looks at the calendar.
    private static final Duration LONGEST_STEP = Duration.ofHours(1);

    private final KeyMaterial keys;
    private final Duration interval;
    private final Consumer<CertificateExpiring> watchers;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// When somebody was warned last; the thread's own.
    private final Map<X509Certificate, Instant> warned = new HashMap<>();

    /// @param interval between two looks at the files; zero for none
    /// @param watchers told when one ends
    CertificateKeeper(KeyMaterial keys, Duration interval, Consumer<CertificateExpiring> watchers) {
        this.keys = keys;
        this.interval = interval;
        this.watchers = watchers;
    }

    void start() {
        EventLoops.ordinaryThreads().name("pounce-certificates").start(this::watch);
    }

    private void watch() {
        try {
            do {
                if (!interval.isZero()) {
                    readIfChanged();
                }
                warn(Instant.now());
            } while (!closed.await(step().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stranger) {
            LOG.atWarn().setCause(stranger).log("Somebody interrupts a thread of the server");
        }
    }

    private Duration step() {
        return interval.isZero() || interval.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : interval;
    }

    /// Files that cannot be used are not tried again before they change again.
    private void readIfChanged() {
        try {
            if (keys.hasChanged()) {
                reload();
            }
        } catch (TlsException unusable) {
            LOG.atError()
                    .addKeyValue("code", unusable.code())
                    .addKeyValue("reason", unusable.getMessage())
                    .log("New certificates cannot be used; the old ones go on");
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("Certificates were not looked at");
        }
    }

    /// Any thread.
    ///
    /// @throws TlsException if the files cannot be used; nothing has changed then
    void reload() {
        keys.reload();
        LOG.info("Certificates have been read again: {}", describe());
    }

    private String describe() {
        return keys.certificates().stream()
                .map(each -> name(each) + " until " + each.getNotAfter().toInstant())
                .collect(Collectors.joining(", "));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private void warn(Instant now) {
        var certificates = keys.certificates();
        warned.keySet().retainAll(certificates);
        for (var certificate : certificates) {
            var end = certificate.getNotAfter().toInstant();
            var last = warned.get(certificate);
            if (now.plus(WARNING).isAfter(end)
                    && (last == null || !now.isBefore(last.plus(BETWEEN_WARNINGS)))) {
                warned.put(certificate, now);
                LOG.atWarn()
                        .addKeyValue("certificate", name(certificate))
                        .addKeyValue("end", end)
                        .log(
                                now.isAfter(end)
                                        ? "A certificate has expired"
                                        : "A certificate expires");
                watchers.accept(new CertificateExpiring(name(certificate), end, System.nanoTime()));
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
