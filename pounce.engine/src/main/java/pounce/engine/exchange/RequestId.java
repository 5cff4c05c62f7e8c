package pounce.engine.exchange;

import java.util.HexFormat;
import java.util.SplittableRandom;

/// Ids of requests: unique in this process by counting, and among processes by chance. Made only
/// when somebody asks.
///
/// @param connection counts the connections of this process
/// @param request counts the requests of the connection
public record RequestId(long connection, int request) {
    private static final HexFormat HEX = HexFormat.of();
    private static final String PROCESS = HEX.toHexDigits(new SplittableRandom().nextLong());

    /// {@return 32 hexadecimal digits}
    @Override
    public String toString() {
        return PROCESS + HEX.toHexDigits(connection, 10) + HEX.toHexDigits(request, 6);
    }
}
