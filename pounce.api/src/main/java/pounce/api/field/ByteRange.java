package pounce.api.field;

/// Octets of a representation, from the first to the last inclusive (RFC 9110, section 14.1.2).
///
/// @param first position of the first octet, from 0
/// @param last position of the last octet, from `first`
public record ByteRange(long first, long last) {
    /// Checks the order.
    ///
    /// @throws IllegalArgumentException unless 0 ≤ first ≤ last < `Long.MAX_VALUE`; the end keeps
    ///   [#length] a `long`
    public ByteRange {
        if (first < 0 || last < first || last == Long.MAX_VALUE) {
            throw new IllegalArgumentException("no range: " + first + '-' + last);
        }
    }

    /// {@return how many octets, at least 1}
    public long length() {
        return last - first + 1;
    }

    /// {@return the `Content-Range` of these octets (RFC 9110, section 14.4), such as `bytes
    /// 0-499/1234`}
    ///
    /// @param completeLength of the representation, in octets
    /// @throws IllegalArgumentException if the range reaches beyond it
    public String contentRange(long completeLength) {
        if (last >= completeLength) {
            throw new IllegalArgumentException(this + " is not in " + completeLength + " octets");
        }
        return "bytes " + first + '-' + last + '/' + completeLength;
    }

    /// {@return the `Content-Range` of a 416 (RFC 9110, section 15.5.17), such as `bytes */1234`}
    ///
    /// @param completeLength of the representation, in octets
    /// @throws IllegalArgumentException if it is negative
    public static String unsatisfied(long completeLength) {
        if (completeLength < 0) throw new IllegalArgumentException("length < 0: " + completeLength);
        return "bytes */" + completeLength;
    }

    /// {@return whether both together are one range: they overlap, or one begins where the other
    /// ends}
    boolean touches(ByteRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    ByteRange with(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }
}
