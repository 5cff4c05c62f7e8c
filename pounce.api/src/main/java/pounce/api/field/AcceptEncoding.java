package pounce.api.field;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// An `Accept-Encoding` field (RFC 9110, section 12.5.3): which content codings a client takes, and
/// how much it likes them.
public final class AcceptEncoding {
    /// No coding at all (RFC 9110, section 12.5.3).
    public static final String IDENTITY = "identity";

    /// How welcome a coding is that nothing speaks for or against.
    private static final int BARELY = 1;

    private static final AcceptEncoding ABSENT = new AcceptEncoding(Optional.empty());

    private final Optional<QualityList> list;

    private AcceptEncoding(Optional<QualityList> list) {
        this.list = list;
    }

    /// Reads the field.
    ///
    /// @param lines the values of all its lines; none if the client did not send it, which is
    ///   something else than an empty one
    /// @return without the malformed members
    public static AcceptEncoding parse(List<String> lines) {
        return lines.isEmpty()
                ? ABSENT
                : new AcceptEncoding(Optional.of(QualityList.parse(String.join(",", lines))));
    }

    /// {@return how welcome a coding is, from 0, not acceptable, to 1000}
    ///
    /// A client that says nothing of [#IDENTITY] takes it, but likes it less than whatever it
    /// names. Without the field everything is acceptable, and nothing is preferred.
    ///
    /// @param coding in upper or lower case; `x-gzip` and `x-compress` are what they are without
    ///   `x-` (section 8.4.1)
    public int quality(String coding) {
        if (list.isEmpty()) return BARELY;
        var quality = quality(list.get(), coding);
        return quality.orElse(coding.equalsIgnoreCase(IDENTITY) ? BARELY : 0);
    }

    private static OptionalInt quality(QualityList list, String coding) {
        var name = coding.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "gzip", "x-gzip" -> either(list, "gzip", "x-gzip");
            case "compress", "x-compress" -> either(list, "compress", "x-compress");
            default -> list.quality(name);
        };
    }

    /// Whichever of two names the client knows a coding by, `*` does not speak of it any more.
    private static OptionalInt either(QualityList list, String name, String other) {
        boolean named = list.members().stream().anyMatch(each -> each.value().equals(name));
        boolean otherwise = list.members().stream().anyMatch(each -> each.value().equals(other));
        if (named && otherwise) {
            return OptionalInt.of(
                    Math.max(list.quality(name).orElseThrow(), list.quality(other).orElseThrow()));
        }
        return list.quality(otherwise ? other : name);
    }

    /// Chooses among the codings that a server has to offer.
    ///
    /// @param offered in the server's order of preference, which decides between those that the
    ///   client likes equally; [#IDENTITY] among them where content can be sent as it is. Without
    ///   the field that is what is chosen, for a client that has never heard of codings does not
    ///   send it
    /// @return what the client likes best; empty if it takes none of them
    public Optional<String> best(List<String> offered) {
        if (list.isEmpty() && offered.contains(IDENTITY)) return Optional.of(IDENTITY);
        var best = Optional.<String>empty();
        int highest = 0;
        for (var coding : offered) {
            int quality = quality(coding);
            if (quality > highest) {
                highest = quality;
                best = Optional.of(coding);
            }
        }
        return best;
    }
}
