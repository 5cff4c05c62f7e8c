package pounce.engine.net;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The file of a Unix domain socket that is listened on.
///
/// The system makes it with whatever mode the process's umask leaves. So it is made in a directory
/// that nobody else may enter, and linked to its place when its mode is right: nobody sees it with
/// another mode, or without a listener.
///
/// @param path where clients find it
/// @param key tells it from any other file that may have taken its place
record UnixSocketFile(Path path, Object key) {
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    /// Binds and listens. The file of a dead server is replaced; nothing else ever is.
    ///
    /// @param path absolute, and some 20 octets shorter than the system lets such paths be, which
    ///   is 107 on Linux
    /// @throws IOException if a server listens there, something else is in the way, or the
    ///   directory cannot be used; the file system is as it was then
    static UnixSocketFile bind(ServerSocketChannel channel, Path path, FileMode mode, int backlog)
            throws IOException {
        var dead = dead(path);
        if (dead.isPresent()) {
            dead.get().remove();
        }
        var room = privateRoom(path);
        var file = room.resolve(path.getFileName());
        try {
            channel.bind(UnixDomainSocketAddress.of(file), backlog);
            Files.setPosixFilePermissions(file, mode.permissions());
            var made = new UnixSocketFile(path, key(file));
            Files.createLink(path, file);
            return made;
        } catch (FileAlreadyExistsException race) {
            throw refused("another server has just taken it", race);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(room);
        }
    }

    /// Does what [#bind] does, but for the file in its place. That of a dead server stays.
    ///
    /// @throws IOException if it would
    static void check(Path path, FileMode mode) throws IOException {
        dead(path);
        var room = privateRoom(path);
        var file = room.resolve(path.getFileName());
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, mode.permissions());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(room);
        }
    }

    /// {@return the file of a server that has died; empty if nothing is there}
    ///
    /// @throws IOException if something else is
    private static Optional<UnixSocketFile> dead(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!isSocket(path)) {
            throw new BindException("something is in the way that is not a socket");
        }
        var found = new UnixSocketFile(path, key(path));
        refuseIfAlive(path);
        return Optional.of(found);
    }

    private static boolean isSocket(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & TYPE) == SOCKET;
    }

    private static void refuseIfAlive(Path path) throws IOException {
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // a full backlog would block
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException _) {
            return; // nobody listens
        } catch (SocketException unclear) {
            throw refused("a server may be listening there: " + unclear.getMessage(), unclear);
        }
        throw new BindException("a server is listening there");
    }

    private static Path privateRoom(Path path) throws IOException {
        var directory = path.resolveSibling(".").normalize();
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            return Files.createTempDirectory(directory, ".", ownerOnly);
        } catch (NoSuchFileException none) {
            throw refused("its directory does not exist", none);
        } catch (AccessDeniedException locked) {
            throw refused("its directory cannot be written to", locked);
        }
    }

    private static BindException refused(String reason, IOException cause) {
        var refused = new BindException(reason);
        refused.initCause(cause);
        return refused;
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /// Removes the file, if it is still this one. To be called while the socket is open: until then
    /// no other file can have its key.
    void remove() throws IOException {
        try {
            if (key.equals(key(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException _) {
            return; // somebody else was faster
        }
    }
}
