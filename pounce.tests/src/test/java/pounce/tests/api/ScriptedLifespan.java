package pounce.tests.api;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import pounce.api.LifespanScope;

/// The life of an application that no server runs.
record ScriptedLifespan() implements LifespanScope {

    @Override
    public int generation() {
        return 1;
    }

    @Override
    public void onDrain(Consumer<Duration> hook) {
        throw new UnsupportedOperationException("never drains");
    }

    @Override
    public Executor offload() {
        return Runnable::run;
    }
}
