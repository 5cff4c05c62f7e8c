package pounce.api;

/// Where application calls run.
public enum WorkerMode {
    /// [#LOOP] where the JVM allows it, else [#SHARED]. A line of the log says which, and why.
    AUTO,

    /// On virtual threads that the connection's own event loop schedules: the least CPU time per
    /// request. Java must be started with `--add-opens java.base/java.lang=pounce.engine`.
    LOOP,

    /// On virtual threads of the JDK's scheduler.
    SHARED,

    /// On the event loop itself, for applications that never block. One that does is not stopped,
    /// but each time costs a change of threads.
    INLINE
}
