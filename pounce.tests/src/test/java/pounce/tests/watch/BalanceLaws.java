package pounce.tests.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestQueued;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.api.event.TlsHandshakeCompleted;
import pounce.api.event.TlsHandshakeFailed;

/// What must be true of the events of every connection, however many requests it serves at once:
/// whatever begins ends, once, and inside of what it belongs to.
public final class BalanceLaws {
    private final ConnectionOpened connection;
    private final ConnectionCompleted end;
    private final IdentityHashMap<RequestStarted, Course> courses = new IdentityHashMap<>();
    private final List<RequestEnded> ended = new ArrayList<>();
    private final List<RequestRefused> refused = new ArrayList<>();

    /// What has become of a request so far.
    private static final class Course {
        private @Nullable StreamOpened stream;
        private @Nullable StreamClosed streamEnd;
        private @Nullable RequestEnded end;
    }

    private BalanceLaws(ConnectionOpened connection, ConnectionCompleted end) {
        this.connection = connection;
        this.end = end;
    }

    /// Checks all events of a connection.
    ///
    /// @param events of one connection that has ended
    /// @return what was seen
    public static BalanceLaws check(List<LifecycleEvent> events) {
        var laws =
                new BalanceLaws(
                        assertInstanceOf(ConnectionOpened.class, events.getFirst()),
                        assertInstanceOf(ConnectionCompleted.class, events.getLast()));
        events.forEach(laws::belongs);
        events.subList(1, events.size() - 1).forEach(laws::follow);
        laws.checkEnd();
        return laws;
    }

    /// {@return the ends of its requests, in their order}
    List<RequestEnded> ended() {
        return ended;
    }

    /// {@return all that was sent, in octets}
    long sent() {
        return end.totalBytesSent();
    }

    /// {@return all that was sent in answer to something, in octets}
    long answered() {
        return ended.stream().mapToLong(RequestEnded::bytesSent).sum()
                + refused.stream().mapToLong(RequestRefused::bytesSent).sum();
    }

    private void belongs(LifecycleEvent event) {
        assertEquals(connection.connectionId(), event.connectionId());
        assertEquals(connection.workerId(), event.workerId());
    }

    private void follow(LifecycleEvent event) {
        switch (event) {
            case ConnectionOpened _, ConnectionCompleted _ ->
                    throw new AssertionError("amid a connection: " + event);
            case TlsHandshakeFailed _, CertificateExpiring _, LoopHeld _ ->
                    throw new AssertionError("of no connection that was opened: " + event);
            case TlsHandshakeCompleted secured -> {
                assertSame(connection, secured.connection());
                assertTrue(courses.isEmpty(), "before any request");
            }
            case RequestStarted started -> {
                assertSame(connection, started.connection());
                assertNull(courses.put(started, new Course()), "started once");
            }
            case RequestQueued queued -> {
                var _ = running(queued.request());
            }
            case RequestFailed failed -> {
                var _ = running(failed.request());
            }
            case StreamOpened opened -> {
                var course = running(opened.request());
                assertNull(course.stream, "one stream per response");
                course.stream = opened;
            }
            case StreamClosed closed -> {
                var course = running(closed.request());
                assertNotNull(course.stream, "opened before");
                assertNull(course.streamEnd, "closed once");
                assertLasted(course.stream, closed, closed.durationMs());
                course.streamEnd = closed;
            }
            case RequestEnded end -> ends(end);
            case RequestRefused each -> {
                assertSame(connection, each.connection());
                refused.add(each);
            }
        }
    }

    private void ends(RequestEnded end) {
        var course = running(end.request());
        assertEquals(course.stream != null, end.streaming());
        assertEquals(course.stream != null, course.streamEnd != null, "before its response ends");
        assertEquals(end.request().requestId().toString(), end.head().requestId());
        assertLasted(end.request(), end, end.durationMs());
        if (end instanceof ResponseCompleted) {
            assertTrue(end.contentBytes() < end.bytesSent(), "there is a head");
        }
        course.end = end;
        ended.add(end);
    }

    /// It has begun, and has not ended.
    private Course running(RequestStarted request) {
        var course = courses.get(request);
        assertNotNull(course, "started first");
        assertNull(course.end, "nothing comes behind its end");
        return course;
    }

    private void checkEnd() {
        assertEquals(courses.size(), ended.size(), "all requests have ended");
        assertEquals(
                ended.stream().filter(ResponseCompleted.class::isInstance).count(),
                end.requestsServed());
        assertLasted(connection, end, end.durationMs());
    }

    /// The clock was read once for the event and for how long it took.
    private static void assertLasted(LifecycleEvent start, LifecycleEvent end, double millis) {
        assertEquals((end.timestampNs() - start.timestampNs()) / 1e6, millis, 1e-6);
    }
}
