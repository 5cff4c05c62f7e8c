package pounce.tests.lifecycle;

import pounce.api.Address;
import pounce.api.Key;
import pounce.api.RequestHead;
import pounce.api.error.ErrorCode;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.RequestId;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.tests.api.ScriptedScope;

/// Events of requests that nobody made.
final class Requests {
    static final ConnectionOpened CONNECTION =
            new ConnectionOpened(7, 0, "192.0.2.1", 4321, "192.0.2.2", 80, "h1", System.nanoTime());

    private Requests() {}

    static RequestStarted started(String method, String path) {
        return new RequestStarted(
                CONNECTION.connectionId(),
                CONNECTION.workerId(),
                method,
                path,
                "1.1",
                System.nanoTime(),
                new RequestId(7, 1),
                CONNECTION);
    }

    static ResponseCompleted completed(String method, String path, int status, double millis) {
        return completed(method, path, status, millis, ScriptedScope.of());
    }

    /// The head has a client behind the connection's.
    static ResponseCompleted completed(
            String method, String path, int status, double millis, RequestHead head) {
        return new ResponseCompleted(
                CONNECTION.connectionId(),
                CONNECTION.workerId(),
                status,
                150,
                millis,
                System.nanoTime(),
                started(method, path),
                13,
                false,
                head);
    }

    static ResponseAborted aborted(int status) {
        return new ResponseAborted(
                CONNECTION.connectionId(),
                CONNECTION.workerId(),
                status,
                99,
                12,
                System.nanoTime(),
                started("GET", "/"),
                Reason.BACKPRESSURE,
                40,
                true,
                ScriptedScope.of());
    }

    static ClientDisconnected gone(int status) {
        return new ClientDisconnected(
                CONNECTION.connectionId(),
                CONNECTION.workerId(),
                false,
                System.nanoTime(),
                started("GET", "/"),
                status,
                0,
                3,
                0,
                ScriptedScope.of());
    }

    static RequestRefused refused(ErrorCode code) {
        return new RequestRefused(
                CONNECTION.connectionId(),
                CONNECTION.workerId(),
                code.status(),
                88,
                System.nanoTime(),
                code,
                CONNECTION);
    }

    static <T> RequestHead head(Key<T> key, T value, String... fields) {
        return ScriptedScope.of(fields).with(key, value);
    }

    static RequestHead from(String client, String... fields) {
        return head(RequestHead.CLIENT, new Address(client, 99), fields);
    }
}
