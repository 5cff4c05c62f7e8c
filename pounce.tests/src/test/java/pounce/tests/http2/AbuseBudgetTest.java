package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.Options;
import pounce.api.error.ErrorCode;
import pounce.engine.http2.AbuseBudget;
import pounce.engine.http2.AbuseLimits;
import pounce.engine.message.Violation;

final class AbuseBudgetTest {
    private static final AbuseLimits LIMITS = new AbuseLimits(1, 2, 3, 4, 5, 6, 7, 8);

    private long now = Long.MAX_VALUE - 5; // a clock that overflows
    private final AbuseBudget budget = new AbuseBudget(LIMITS, now);

    /// What is counted in a period.
    enum Kind {
        RESET(1),
        EMPTY_FRAME(3),
        PING(4),
        SETTINGS(5),
        VAIN_SETTINGS(6),
        PRIORITY(7),
        WINDOW_UPDATE(8);

        private final int limit;

        Kind(int limit) {
            this.limit = limit;
        }

        @Nullable Violation count(AbuseBudget budget, long now) {
            return switch (this) {
                case RESET -> budget.reset(now);
                case EMPTY_FRAME -> budget.emptyFrame(now);
                case PING -> budget.ping(now);
                case SETTINGS -> budget.settings(now);
                case VAIN_SETTINGS -> budget.vainSettings(now);
                case PRIORITY -> budget.priority(now);
                case WINDOW_UPDATE -> budget.windowUpdate(now);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void allowsSoManyInAPeriodAndAsManyInTheNext(Kind kind) {
        for (int period = 0; period < 3; period++) {
            for (int i = 0; i < kind.limit; i++) {
                assertNull(kind.count(budget, now));
                now++;
            }
            now += AbuseBudget.PERIOD - kind.limit;
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneMoreIsAbuseUntilThePeriodIsOver(Kind kind) {
        for (int i = 0; i < kind.limit; i++) {
            assertNull(kind.count(budget, now));
        }

        var broken = kind.count(budget, now + AbuseBudget.PERIOD - 1);

        assertNotNull(broken);
        assertEquals(ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD, broken.code());
        assertNull(kind.count(budget, now + AbuseBudget.PERIOD));
    }

    /// Whoever reads the log learns which one to raise.
    @ParameterizedTest
    @EnumSource
    void namesTheOption(Kind kind) {
        Violation broken = null;
        while (broken == null) {
            broken = kind.count(budget, now);
        }
        var name = broken.detail();

        assertTrue(Options.all().stream().anyMatch(option -> option.name().equals(name)), name);
    }

    @Test
    void allowsSoManyContinuationsOfABlock() {
        assertNull(budget.continuation(2));
        assertNotNull(budget.continuation(3));
    }

    @Test
    void whoeverIsSentContentMayOpenItsWindowsAgain() {
        budget.dataSent(10);
        for (int i = 0; i < 4 * 10 + 8; i++) {
            assertNull(budget.windowUpdate(now));
        }

        assertNotNull(budget.windowUpdate(now));
    }

    @Test
    void whatWasEarnedOutlivesThePeriod() {
        budget.dataSent(10);
        now += AbuseBudget.PERIOD;
        for (int i = 0; i < 4 * 10 + 8; i++) {
            assertNull(budget.windowUpdate(now));
        }

        assertNotNull(budget.windowUpdate(now));
    }

    @Test
    void notEverythingCanBeSavedUp() {
        for (int i = 0; i < 1000; i++) {
            budget.dataSent(1_000_000);
        }
        int allowed = 0;
        while (budget.windowUpdate(now) == null) {
            allowed++;
        }

        assertEquals(100_008, allowed);
    }
}
