package pounce.api.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// A list of weighted values, as in `Accept-Encoding` and `Accept-Language` (RFC 9110, sections
/// 12.4.2, 12.5.3 and 12.5.4). `Accept` is a list of [MediaRanges].
///
/// @param members in the order of the field
public record QualityList(List<Member> members) {
    /// Copies the members.
    public QualityList {
        members = List.copyOf(members);
    }

    /// One value and its weight.
    ///
    /// @param value a token in lower case; `*` means whatever no other member names
    /// @param quality from 0, not acceptable, to 1000
    public record Member(String value, int quality) {
        /// Writes the value in lower case.
        ///
        /// @throws IllegalArgumentException if the value is no token, or the quality not from 0 to
        ///   1000
        public Member {
            if (!Tokens.isToken(value)) throw new IllegalArgumentException("no token: " + value);
            Weight.check(quality);
            value = value.toLowerCase(Locale.ROOT);
        }
    }

    /// Reads a field value.
    ///
    /// @param field what the peer sent
    /// @return without the malformed members; a member without a weight has quality 1000
    public static QualityList parse(String field) {
        var members = new ArrayList<Member>();
        for (String element : Tokens.elements(field)) member(element).ifPresent(members::add);
        return new QualityList(members);
    }

    /// {@return how welcome a value is, from 0, not acceptable, to 1000}; empty where neither it
    /// nor `*` is listed, which means not acceptable, except for the coding `identity` (RFC 9110,
    /// section 12.5.3).
    ///
    /// Where it is listed twice the highest quality counts. Language ranges match as a whole here,
    /// not by prefix.
    ///
    /// @param value in upper or lower case
    public OptionalInt quality(String value) {
        var named = highest(value);
        return named.isPresent() ? named : highest("*");
    }

    private OptionalInt highest(String value) {
        int highest = -1;
        for (Member member : members) {
            if (member.value.equalsIgnoreCase(value)) highest = Math.max(highest, member.quality);
        }
        return highest < 0 ? OptionalInt.empty() : OptionalInt.of(highest);
    }

    private static Optional<Member> member(String element) {
        int semicolon = element.indexOf(';');
        String value = semicolon < 0 ? element : Tokens.trim(element.substring(0, semicolon));
        var quality =
                semicolon < 0
                        ? OptionalInt.of(Weight.MAX)
                        : Weight.parse(Tokens.trim(element.substring(semicolon + 1)));
        return quality.isPresent() && Tokens.isToken(value)
                ? Optional.of(new Member(value, quality.getAsInt()))
                : Optional.empty();
    }
}
