package pounce.middleware.compression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pounce.api.Receive;
import pounce.api.ReceiveEvent;
import pounce.api.RequestBody;
import pounce.api.error.ErrorCode;
import pounce.api.error.LimitException;
import pounce.api.error.ParseException;
import pounce.api.error.PounceException;
import pounce.api.spi.ContentCoding;

/// The content of one request, decoded on its way in as the application asks for it. One thread at
/// a time receives; any thread closes.
///
/// Whatever a decoder yields is held against what came over the wire: with two codings, the first
/// bomb may be small.
final class DecodedContent implements Receive, AutoCloseable {
    /// In octets: what is smaller is no bomb, however well it was coded.
    private static final long HARMLESS = 64 << 10;

    private final long ratio;
    private final List<DecodingReceive> stages = new ArrayList<>();
    private final Receive last;
    private volatile long limit;

    // They belong to the receiver.
    private long coded;
    private long decoded;
    private @Nullable PounceException failure;

    /// @param receive brings what the client sends
    /// @param codings in the order in which the client has applied them
    /// @param ratio the most octets that one octet may become
    /// @param limit the most that may come out, in octets
    DecodedContent(Receive receive, List<ContentCoding> codings, long ratio, long limit) {
        this.ratio = ratio;
        this.limit = limit;
        Receive stage = () -> counted(receive.receive());
        for (var coding : codings.reversed()) {
            var decoding = new DecodingReceive(stage, coding, this::checkRatio);
            stages.add(decoding);
            stage = decoding;
        }
        this.last = stage;
    }

    private ReceiveEvent counted(ReceiveEvent event) {
        if (event instanceof RequestBody(var data, _)) {
            coded += data.remaining();
        }
        return event;
    }

    private void checkRatio(long octets) {
        if (octets > HARMLESS && octets > ratio * coded) {
            throw new LimitException(
                    ErrorCode.POUNCE_LIMIT_CONTENT_RATIO,
                    "%d octets of content have become more than %d".formatted(coded, octets));
        }
    }

    /// Replaces the limit. Any thread.
    ///
    /// @param octets the most that may come out
    void limit(long octets) {
        limit = octets;
    }

    /// What has failed once fails again.
    @Override
    public ReceiveEvent receive() {
        if (failure != null) throw failure;
        try {
            var event = last.receive();
            if (event instanceof RequestBody(var data, _)) {
                decoded += data.remaining();
                checkLimit();
            }
            return event;
        } catch (LimitException | ParseException refused) {
            failure = refused;
            throw refused;
        }
    }

    private void checkLimit() {
        if (decoded > limit) {
            throw new LimitException(
                    ErrorCode.POUNCE_LIMIT_REQUEST_TOO_LARGE,
                    "decoded request content is larger than " + limit + " octets");
        }
    }

    @Override
    public void close() {
        stages.forEach(DecodingReceive::close);
    }
}
