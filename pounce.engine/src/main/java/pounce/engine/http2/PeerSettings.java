package pounce.engine.http2;

import java.util.List;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;

/// What a client has told of itself (RFC 9113, section 6.5.2), as far as a server that never pushes
/// needs it. Longer frames than every client takes would only let others wait. How large a field
/// section it takes is not there either: what is too large for it, it will refuse itself, and a
/// server that minded it could be made to reset its own streams.
///
/// @param headerTableSize of its HPACK decoder, in octets
/// @param initialWindow of its streams, in octets
public record PeerSettings(long headerTableSize, int initialWindow) {
    private static final int LARGEST_FRAME = 0xff_ffff;

    /// Those of a client that has said nothing yet.
    public static final PeerSettings INITIAL = new PeerSettings(4096, 65_535);

    /// Goes through settings in their order; those we do not know mean nothing.
    ///
    /// @param settings of one frame
    /// @return what holds behind them, equal to these if they change nothing; or the rule that ends
    ///   the connection
    public Decoded<PeerSettings> after(List<Setting> settings) {
        var now = this;
        for (var setting : settings) {
            switch (setting.id()) {
                case Setting.HEADER_TABLE_SIZE ->
                        now = new PeerSettings(setting.value(), now.initialWindow);
                case Setting.ENABLE_PUSH -> {
                    if (setting.value() > 1) {
                        return refused(
                                ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, "ENABLE_PUSH above 1");
                    }
                }
                case Setting.INITIAL_WINDOW_SIZE -> {
                    if (setting.value() > FlowWindow.LARGEST) {
                        return refused(
                                ErrorCode.POUNCE_PARSE_HTTP2_FLOW_CONTROL,
                                "INITIAL_WINDOW_SIZE above 2^31-1");
                    }
                    now = new PeerSettings(now.headerTableSize, (int) setting.value());
                }
                case Setting.MAX_FRAME_SIZE -> {
                    if (setting.value() < FrameDecoder.MAX_PAYLOAD
                            || setting.value() > LARGEST_FRAME) {
                        return refused(
                                ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL,
                                "MAX_FRAME_SIZE out of its range");
                    }
                }
                default -> {}
            }
        }
        return new Decoded.Ready<>(now);
    }

    private static Decoded<PeerSettings> refused(ErrorCode code, String detail) {
        return new Decoded.Refused<>(new Violation(code, detail));
    }
}
