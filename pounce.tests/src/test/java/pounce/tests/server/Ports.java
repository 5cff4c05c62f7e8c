package pounce.tests.server;

import java.io.IOException;
import java.net.ServerSocket;

/// Ports for listeners that have to know theirs before they are there.
final class Ports {
    private Ports() {}

    /// {@return one that nobody listens on, as yet}
    static int free() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
