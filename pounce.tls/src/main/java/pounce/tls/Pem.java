package pounce.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import pounce.api.error.TlsException;

/// A file of textual encodings (RFC 7468). Text around the blocks does not count.
///
/// @param path of the file
/// @param blocks in its order; one at least
record Pem(Path path, List<Block> blocks) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /// What stands between two dashed lines.
    static final class Block {
        private final String label;
        private final byte[] octets;

        Block(String label, byte[] octets) {
            this.label = label;
            this.octets = octets;
        }

        /// {@return its kind, such as `CERTIFICATE`}
        String label() {
            return label;
        }

        /// {@return DER; must not be changed}
        byte[] octets() {
            return octets;
        }
    }

    /// Reads what a file holds.
    ///
    /// @param path for messages
    /// @param octets of the file
    /// @return its blocks; empty if it has none
    /// @throws TlsException if a block is malformed, or encrypted in a way of its own
    static Optional<Pem> read(Path path, byte[] octets) {
        var blocks = new ArrayList<Block>();
        var lines = new String(octets, StandardCharsets.ISO_8859_1).lines().iterator();
        while (lines.hasNext()) {
            var line = lines.next().strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                var label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                blocks.add(new Block(label, decode(path, label, lines)));
            }
        }
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Pem(path, blocks));
    }

    private static byte[] decode(Path path, String label, Iterator<String> lines) {
        var text = new StringBuilder();
        while (lines.hasNext()) {
            var line = lines.next().strip();
            if (line.equals(END + label + DASHES)) {
                return decode(path, label, text.toString());
            }
            if (line.indexOf(':') >= 0) {
                throw new TlsException.Unusable(
                        path,
                        label
                                + " is encrypted as OpenSSL once did it; convert it with openssl pkcs8"
                                + " -topk8");
            }
            text.append(line);
        }
        throw new TlsException.Unusable(path, label + " has no end");
    }

    private static byte[] decode(Path path, String label, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw new TlsException.Unusable(path, label + " is no base64", malformed);
        }
    }

    /// {@return the blocks of a kind}
    List<Block> labelled(String label) {
        return blocks.stream().filter(block -> block.label().equals(label)).toList();
    }
}
