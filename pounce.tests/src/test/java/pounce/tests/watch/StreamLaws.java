package pounce.tests.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;

/// What must be true of the events of one connection that serves many requests at once.
public final class StreamLaws {
    private final IdentityHashMap<RequestStarted, Course> courses = new IdentityHashMap<>();
    private final ConnectionOpened connection;
    private int served;
    private long sent;

    /// What became of a request so far.
    private static final class Course {
        private @Nullable StreamOpened stream;
        private @Nullable StreamClosed streamEnd;
        private @Nullable RequestEnded end;
    }

    private StreamLaws(ConnectionOpened connection) {
        this.connection = connection;
    }

    /// Checks all events of a connection.
    ///
    /// @param events of one connection that has ended
    /// @return its end
    public static ConnectionCompleted check(List<LifecycleEvent> events) {
        var laws = new StreamLaws(assertInstanceOf(ConnectionOpened.class, events.getFirst()));
        var end = assertInstanceOf(ConnectionCompleted.class, events.getLast());
        events.subList(1, events.size() - 1).forEach(laws::follow);
        laws.checkEnd(end);
        return end;
    }

    private void follow(LifecycleEvent event) {
        assertEquals(connection.connectionId(), event.connectionId());
        switch (event) {
            case RequestStarted started -> {
                assertSame(connection, started.connection());
                assertNull(courses.put(started, new Course()), "started once");
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
                course.streamEnd = closed;
            }
            case RequestRefused refused -> {
                assertSame(connection, refused.connection());
                sent += refused.bytesSent();
            }
            case RequestFailed failed -> {
                var _ = running(failed.request());
            }
            case RequestEnded end -> {
                var course = running(end.request());
                assertEquals(course.stream != null, end.streaming());
                assertEquals(course.stream != null, course.streamEnd != null);
                course.end = end;
                sent += end.bytesSent();
                served += end instanceof ResponseCompleted ? 1 : 0;
            }
            default -> throw new AssertionError("not of a connection that was open: " + event);
        }
    }

    /// It has begun, and has not ended.
    private Course running(RequestStarted request) {
        var course = courses.get(request);
        assertNotNull(course, "started first");
        assertNull(course.end, "nothing comes behind its end");
        return course;
    }

    private void checkEnd(ConnectionCompleted end) {
        courses.forEach((request, course) -> assertNotNull(course.end, request::toString));
        assertEquals(served, end.requestsServed());
        assertTrue(
                sent <= end.totalBytesSent()
                        || end.reason() != ConnectionCompleted.Reason.COMPLETE);
    }
}
