package pounce.engine.http2;

import org.jspecify.annotations.Nullable;
import pounce.engine.hpack.HpackField;
import pounce.engine.message.RequestTarget;
import pounce.engine.message.Violation;

/// A field of a request or of its trailers, and what it means there. As it may come from a table
/// again and again, that is found out once.
///
/// @param name in lower case
/// @param value Latin-1
/// @param kind what becomes of it
/// @param target of [Kind#PATH], if that is no asterisk
/// @param number of [Kind#CONTENT_LENGTH]
/// @param violation of [Kind#MALFORMED]
public record RequestField(
        String name,
        String value,
        Kind kind,
        @Nullable RequestTarget target,
        long number,
        @Nullable Violation violation)
        implements HpackField {

    /// What becomes of a field.
    public enum Kind {
        /// It is one of the request's fields, and means nothing here.
        ORDINARY,
        /// `:method`.
        METHOD,
        /// `:scheme`.
        SCHEME,
        /// `:authority`.
        AUTHORITY,
        /// `:path`.
        PATH,
        /// `host`, which must not contradict the authority.
        HOST,
        /// `content-length`.
        CONTENT_LENGTH,
        /// `cookie`, which may come in crumbs (RFC 9113, section 8.2.3).
        COOKIE,
        /// `expect: 100-continue`.
        EXPECT_CONTINUE,
        /// Another expectation.
        EXPECT_UNKNOWN,
        /// It makes its request malformed.
        MALFORMED
    }
}
