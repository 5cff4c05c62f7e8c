package pounce.engine.connection;

import java.util.concurrent.TimeUnit;

/// How long a client may let its server wait for the content of one request: a credit of time that
/// waiting uses up and every octet raises, by as long as it takes at the lowest rate.
///
/// The credit has an upper bound, or a client could send much at once and then hold the connection
/// for hours. Public for its test.
public final class Patience {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long rate;
    private final long longestWait;
    private final long most;
    private long credit;

    /// The patience at the beginning of a request.
    ///
    /// @param pace the rule
    public Patience(ContentPace pace) {
        rate = pace.rate();
        longestWait = pace.longestWait().toNanos();
        credit = pace.grace().toNanos();
        most = Math.max(longestWait, credit);
    }

    /// {@return how long the next wait may take, in nanoseconds; 0 or less when patience is over}
    public long left() {
        return rate == 0 ? longestWait : Math.min(longestWait, credit);
    }

    /// Takes note of a wait.
    ///
    /// @param nanos how long it took
    /// @param octets how many came then, 0 or more
    public void waited(long nanos, int octets) {
        if (rate > 0) {
            credit = Math.min(most, credit - nanos + octets * SECOND / rate);
        }
    }
}
