package pounce.api.multipart;

import java.nio.ByteBuffer;
import pounce.api.error.ErrorCode;

/// What a call of [MultipartDecoder] yields.
public sealed interface MultipartEvent {

    /// A part begins.
    ///
    /// @param head its fields
    record Begin(PartHead head) implements MultipartEvent {}

    /// Content of the part that has begun.
    ///
    /// @param data not empty; a view that is valid until the next call
    record Data(ByteBuffer data) implements MultipartEvent {}

    /// The part is whole.
    record End() implements MultipartEvent {}

    /// There are no more parts; what follows means nothing.
    record Done() implements MultipartEvent {}

    /// All input is used up.
    record NeedMore() implements MultipartEvent {}

    /// The sender breaks a rule, or a limit; nothing that follows can be trusted.
    ///
    /// @param code the stable name
    /// @param detail which rule or limit; never what the sender sent
    record Refused(ErrorCode code, String detail) implements MultipartEvent {}
}
