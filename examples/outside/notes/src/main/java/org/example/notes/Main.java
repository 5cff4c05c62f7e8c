package org.example.notes;

import pounce.api.Pounce;
import pounce.api.ServerConfig;

/// Serves the notes with what the environment says: `POUNCE_PORT=8080`, for one.
public final class Main {
    private Main() {}

    static void main() {
        Pounce.run(
                new Notes(), ServerConfig.builder().environment(System.getenv()).build());
    }
}
