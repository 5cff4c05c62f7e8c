package pounce.staticfiles;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// A short name for octets that no other octets have.
final class Digest {
    /// In octets, of the 32 that there are: 96 bits do not meet by accident.
    private static final int LENGTH = 12;

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }

    /// {@return the name of all of it}
    ///
    /// @param octets from position to limit; neither is moved
    static String of(ByteBuffer octets) {
        var digest = new Digest();
        digest.sha256.update(octets.duplicate());
        return digest.name();
    }

    void add(byte[] octets, int count) {
        sha256.update(octets, 0, count);
    }

    /// {@return what stands for all that was added: 16 characters of base64url}
    String name() {
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(sha256.digest(), LENGTH));
    }
}
