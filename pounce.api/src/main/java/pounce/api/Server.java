package pounce.api;

import java.net.URI;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/// A server that is running. All methods are safe for any thread. Implemented by pounce only:
/// methods may be added.
public interface Server extends AutoCloseable {

    /// {@return what it runs with}
    ServerConfig config();

    /// {@return where it listens: `http://address:port` or `https://address:port` with real port
    /// numbers, or `unix:/path`}
    List<URI> uris();

    /// {@return where it listens for those who look after it, see [Options#ADMIN_LISTEN]; as
    /// [#uris()]}
    List<URI> adminUris();

    /// {@return the first of [#uris()]}
    default URI uri() {
        return uris().getFirst();
    }

    /// Connects from within this process, without a socket: for tests, and for whoever has the
    /// server beside itself. What is written is parsed and served as if it had come from
    /// `127.0.0.1`, in clear; the same limits and deadlines apply. Both directions hold 64 KiB;
    /// whoever writes or reads more waits for the other side.
    ///
    /// @return the client's end, for one thread to write and one to read; closing it is a hang-up
    /// @throws IllegalStateException once the server is stopping
    ByteChannel connect();

    /// Loads the application again, and blocks until it serves. Its new generation has to start
    /// before the old one gets no more requests; each request sees one of them, from its beginning
    /// to its end. Listeners and connections stay, and no request is lost. `Pounce.run` does it on
    /// SIGHUP.
    ///
    /// The old generation ends when its last request has, within [Options#TIMEOUT_RELOAD].
    ///
    /// @throws pounce.api.error.ReloadException if the new generation does not start, in which case
    ///   the old one goes on; or if there is nothing to load: the application is an object, or part
    ///   of the server
    void reload();

    /// Drains, blocks until everything is released, and may be called more than once.
    ///
    /// @param limit what is still running then is closed by force
    void shutdown(Duration limit);

    /// Reads the files of certificates, keys and trust again, whether or not they have changed. New
    /// connections have what is in them; those that are open keep what they have. Where no listener
    /// is under TLS, this does nothing.
    ///
    /// @throws pounce.api.error.TlsException if it cannot be used, in which case nothing changes
    void reloadCertificates();

    /// Runs tasks on virtual threads of the JDK's scheduler, one each: for what computes for long,
    /// or is to run in parallel. Threads that an application starts itself may share its event
    /// loop. Tasks are interrupted when the server has stopped.
    ///
    /// @return an executor; it rejects tasks once the server has stopped
    Executor offload();

    /// Lets collectors open the files anew that they write to, such as the access log: they have
    /// been moved away. `Pounce.run` does it on SIGUSR1.
    void reopen();

    /// Blocks until the server has stopped.
    ///
    /// @throws pounce.api.error.SupervisorException if it stopped because it could not go on
    /// @throws InterruptedException if the waiting thread is interrupted; the server goes on
    void awaitTermination() throws InterruptedException;

    /// Shuts down within [Options#TIMEOUT_SHUTDOWN].
    @Override
    default void close() {
        shutdown(config().get(Options.TIMEOUT_SHUTDOWN));
    }
}
