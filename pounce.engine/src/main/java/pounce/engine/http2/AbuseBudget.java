package pounce.engine.http2;

import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Violation;

/// What a client may do on one connection that costs us more than it: resets (CVE-2023-44487), also
/// those that it makes us send (CVE-2025-8671), field blocks in slices (CVE-2024-27316 and its
/// kin), and frames that ask for work or for answers, but bring nothing (CVE-2019-9511 to -9518).
///
/// Every count begins anew after [#PERIOD]. The time is handed in.
public final class AbuseBudget {
    /// In nanoseconds.
    public static final long PERIOD = 30_000_000_000L;

    /// Updates that one DATA frame of ours may bring: one for its stream, one for the connection,
    /// and as many again for those who open windows in small portions.
    private static final int UPDATES_PER_DATA = 4;

    /// Updates that can be saved up: a client with a large window sends them late.
    private static final int MOST_SAVED = 100_000;

    private final AbuseLimits limits;
    private long start;
    private int resets;
    private int emptyFrames;
    private int pings;
    private int settings;
    private int vainSettings;
    private int priorities;
    private int windowUpdates;

    /// A budget of which nothing is used.
    ///
    /// @param limits what is allowed
    /// @param now nanoseconds on the clock of [System#nanoTime()]
    public AbuseBudget(AbuseLimits limits, long now) {
        this.limits = limits;
        this.start = now;
    }

    private void renew(long now) {
        if (now - start >= PERIOD) {
            start = now;
            resets = 0;
            emptyFrames = 0;
            pings = 0;
            settings = 0;
            vainSettings = 0;
            priorities = 0;
            windowUpdates = Math.min(windowUpdates, 0);
        }
    }

    private static @Nullable Violation over(int count, int limit, String what) {
        return count > limit ? new Violation(ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD, what) : null;
    }

    /// The client has reset a stream, or has made us reset one.
    ///
    /// @param now nanoseconds
    /// @return null as long as that is no abuse
    public @Nullable Violation reset(long now) {
        renew(now);
        return over(++resets, limits.resets(), "limits.http2-resets");
    }

    /// A field block goes on.
    ///
    /// @param frames how many CONTINUATION frames it has by now
    /// @return null as long as that is no abuse
    public @Nullable Violation continuation(int frames) {
        return over(frames, limits.continuations(), "limits.http2-continuations");
    }

    /// A frame brings nothing.
    ///
    /// @param now nanoseconds
    /// @return null as long as that is no abuse
    public @Nullable Violation emptyFrame(long now) {
        renew(now);
        return over(++emptyFrames, limits.emptyFrames(), "limits.http2-empty-frames");
    }

    /// PING has come.
    ///
    /// @param now nanoseconds
    /// @return null as long as that is no abuse
    public @Nullable Violation ping(long now) {
        renew(now);
        return over(++pings, limits.pings(), "limits.http2-pings");
    }

    /// SETTINGS have come, or an acknowledgement of ours.
    ///
    /// @param now nanoseconds
    /// @return null as long as that is no abuse
    public @Nullable Violation settings(long now) {
        renew(now);
        return over(++settings, limits.settings(), "limits.http2-settings");
    }

    /// The settings that have come change nothing.
    ///
    /// @param now nanoseconds
    /// @return null as long as that is no abuse
    public @Nullable Violation vainSettings(long now) {
        renew(now);
        return over(++vainSettings, limits.vainSettings(), "limits.http2-vain-settings");
    }

    /// A priority has come.
    ///
    /// @param now nanoseconds
    /// @return null as long as that is no abuse
    public @Nullable Violation priority(long now) {
        renew(now);
        return over(++priorities, limits.priorities(), "limits.http2-priorities");
    }

    /// WINDOW_UPDATE has come.
    ///
    /// @param now nanoseconds
    /// @return null as long as that is no abuse
    public @Nullable Violation windowUpdate(long now) {
        renew(now);
        return over(++windowUpdates, limits.windowUpdates(), "limits.http2-window-updates");
    }

    /// DATA frames of ours are on their way, for which the client will open its windows again.
    ///
    /// @param frames how many
    public void dataSent(int frames) {
        windowUpdates = Math.max(windowUpdates - UPDATES_PER_DATA * frames, -MOST_SAVED);
    }
}
