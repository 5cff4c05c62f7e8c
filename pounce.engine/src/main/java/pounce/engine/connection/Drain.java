package pounce.engine.connection;

/// Whether connections should end after the request that they serve.
public final class Drain {
    private volatile boolean begun;

    /// Not begun.
    public Drain() {}

    /// From now on, no connection waits for another request.
    public void begin() {
        begun = true;
    }

    /// {@return whether it has begun}
    public boolean hasBegun() {
        return begun;
    }
}
