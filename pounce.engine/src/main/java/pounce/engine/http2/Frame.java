package pounce.engine.http2;

import java.nio.ByteBuffer;
import java.util.List;
import pounce.engine.message.Violation;

/// A frame as it was received, alone within the rules (RFC 9113, section 6): whether it comes at
/// the right moment is for others to say.
///
/// Buffers are views of the input, valid as long as its octets stay.
public sealed interface Frame {

    /// A piece of content (section 6.1). A long frame comes in pieces, as its octets arrive.
    ///
    /// @param stream whose content
    /// @param content without padding
    /// @param flow what counts for flow control, in octets: content and padding
    /// @param endsStream whether it is the last piece of the last frame
    /// @param begins whether it is the first piece of its frame
    record Data(int stream, ByteBuffer content, int flow, boolean endsStream, boolean begins)
            implements Frame {

        /// {@return whether its whole frame is good for nothing}
        public boolean isIdle() {
            return begins && !endsStream && !content.hasRemaining();
        }
    }

    /// The beginning of a field block (section 6.2).
    ///
    /// @param stream whose fields
    /// @param fragment without priority and padding
    /// @param endsHeaders whether the block ends here
    /// @param endsStream whether nothing follows on the stream, but the rest of the block
    /// @param isSelfDependent whether the stream is said to depend on itself (RFC 7540, section
    ///   5.3.1)
    record Headers(
            int stream,
            ByteBuffer fragment,
            boolean endsHeaders,
            boolean endsStream,
            boolean isSelfDependent)
            implements Frame {}

    /// What follows of a field block (section 6.10).
    ///
    /// @param stream whose fields
    /// @param fragment of the block
    /// @param endsHeaders whether the block ends here
    record Continuation(int stream, ByteBuffer fragment, boolean endsHeaders) implements Frame {}

    /// A priority as RFC 7540 had it; what it says means nothing any more (section 6.3).
    ///
    /// @param stream whose priority
    record Rfc7540Priority(int stream) implements Frame {}

    /// A priority by RFC 9218, section 7.1.
    ///
    /// @param stream whose priority; it may be idle
    /// @param priority what it is from now on
    record PriorityUpdate(int stream, Priority priority) implements Frame {}

    /// The end of a stream by force (section 6.4).
    ///
    /// @param stream which one
    /// @param error why
    record RstStream(int stream, long error) implements Frame {}

    /// Settings of the peer (section 6.5).
    ///
    /// @param settings in their order
    record Settings(List<Setting> settings) implements Frame {}

    /// Our settings hold from here on (section 6.5.3).
    record SettingsAck() implements Frame {}

    /// A question whether we live (section 6.7), or its answer.
    ///
    /// @param opaque what the answer must say
    /// @param isAck whether it is an answer
    record Ping(long opaque, boolean isAck) implements Frame {}

    /// The peer opens no more streams (section 6.8).
    ///
    /// @param error why
    record GoAway(long error) implements Frame {}

    /// More room for content (section 6.9).
    ///
    /// @param stream where; 0 for the whole connection
    /// @param increment in octets, 1 or more
    record WindowUpdate(int stream, int increment) implements Frame {}

    /// A frame of a type that we do not know, which is ignored (section 5.5).
    ///
    /// @param isEmpty whether it has no payload
    record Unknown(boolean isEmpty) implements Frame {}

    /// A frame that breaks a rule, so that its stream must end, but not the connection (section
    /// 5.4.2).
    ///
    /// @param stream which one
    /// @param violation the rule
    record Faulty(int stream, Violation violation) implements Frame {}
}
