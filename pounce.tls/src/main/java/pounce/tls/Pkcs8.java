package pounce.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidParameterSpecException;
import java.util.HexFormat;

/// Puts the older forms of private keys into PKCS#8 (RFC 5958), the one that the JDK reads. Nothing
/// is parsed for it: the key itself is copied as it is, behind what says of which kind it is.
///
/// ```
/// 30 len                       PrivateKeyInfo
///    02 01 00                  version
///    30 len                    privateKeyAlgorithm
///       06 len …               its identifier
///       …                      parameters
///    04 len …                  privateKey
/// ```
final class Pkcs8 {
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    /// rsaEncryption (RFC 8017, appendix C), without parameters.
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

    /// id-ecPublicKey (RFC 5480, section 2.1.1); the curve stands behind it.
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTET_STRING = 0x04;

    private Pkcs8() {}

    /// {@return a key of PKCS#1 (RFC 8017, appendix A.1.2) in PKCS#8}
    static byte[] ofPkcs1(byte[] key) {
        return wrap(RSA, key);
    }

    /// {@return a key of SEC 1 (RFC 5915) in PKCS#8}
    ///
    /// @param key its octets
    /// @param certified the public key of its certificate, for the curve
    static byte[] ofSec1(byte[] key, ECPublicKey certified) throws GeneralSecurityException {
        return wrap(join(EC, curve(certified)), key);
    }

    private static byte[] curve(ECPublicKey certified) throws GeneralSecurityException {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(certified.getParams());
            return parameters.getEncoded();
        } catch (IOException | InvalidParameterSpecException unknown) {
            throw new GeneralSecurityException("a curve without a name", unknown);
        }
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(
                SEQUENCE,
                join(VERSION, join(element(SEQUENCE, algorithm), element(OCTET_STRING, key))));
    }

    /// An element with its length in as few octets as possible (X.690, section 10.1).
    private static byte[] element(byte tag, byte[] content) {
        int length = content.length;
        var buffer = ByteBuffer.allocate(length + 5).put(tag);
        if (length < 0x80) {
            buffer.put((byte) length);
        } else if (length < 0x100) {
            buffer.put((byte) 0x81).put((byte) length);
        } else if (length < 0x1_0000) {
            buffer.put((byte) 0x82).putShort((short) length);
        } else {
            buffer.put((byte) 0x83).put((byte) (length >> 16)).putShort((short) length);
        }
        return octets(buffer.put(content).flip());
    }

    private static byte[] join(byte[] one, byte[] other) {
        return octets(ByteBuffer.allocate(one.length + other.length).put(one).put(other).flip());
    }

    private static byte[] octets(ByteBuffer buffer) {
        var octets = new byte[buffer.remaining()];
        buffer.get(octets);
        return octets;
    }
}
