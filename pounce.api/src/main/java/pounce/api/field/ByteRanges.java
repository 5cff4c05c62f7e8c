package pounce.api.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A `Range` field in bytes (RFC 9110, section 14.2), such as `bytes=0-499,-500`.
public final class ByteRanges {
    /// How many ranges one field may ask for: whoever asks for more wants work done, not octets
    /// (RFC 9110, section 17.15).
    public static final int MAX_RANGES = 32;

    private static final String UNIT = "bytes=";

    private final List<RangeSpec> specs;

    private ByteRanges(List<RangeSpec> specs) {
        this.specs = List.copyOf(specs);
    }

    /// Reads a field value.
    ///
    /// @param field what the peer sent
    /// @return empty where the field has to be ignored: another unit, a malformed range, none or
    ///   more than [#MAX_RANGES]
    public static Optional<ByteRanges> parse(String field) {
        if (!field.regionMatches(true, 0, UNIT, 0, UNIT.length())) return Optional.empty();
        var elements = Tokens.elements(field.substring(UNIT.length()));
        if (elements.isEmpty() || elements.size() > MAX_RANGES) return Optional.empty();
        var specs = new ArrayList<RangeSpec>(elements.size());
        for (String element : elements) RangeSpec.parse(element).ifPresent(specs::add);
        return specs.size() < elements.size()
                ? Optional.empty()
                : Optional.of(new ByteRanges(specs));
    }

    /// Finds the octets that this selects. Ranges that overlap or touch are made one; apart from
    /// that they stay in the order of the field (RFC 9110, section 15.3.7.2).
    ///
    /// @param length of the representation, in octets
    /// @return empty if none is satisfiable, and so always for a representation of no octets
    /// @throws IllegalArgumentException if the length is negative
    public List<ByteRange> resolve(long length) {
        if (length < 0) throw new IllegalArgumentException("length < 0: " + length);
        var ranges = new ArrayList<ByteRange>(specs.size());
        for (RangeSpec spec : specs) spec.resolve(length).ifPresent(range -> merge(ranges, range));
        return List.copyOf(ranges);
    }

    /// {@return the field value}
    @Override
    public String toString() {
        return specs.stream().map(RangeSpec::toString).collect(Collectors.joining(",", UNIT, ""));
    }

    /// One pass is enough: ranges in the list do not touch each other, so what a grown range
    /// touches, the new one did.
    private static void merge(List<ByteRange> ranges, ByteRange added) {
        int place = ranges.size();
        ByteRange grown = added;
        for (int i = ranges.size() - 1; i >= 0; i--) {
            if (!ranges.get(i).touches(added)) continue;
            grown = grown.with(ranges.remove(i));
            place = i;
        }
        ranges.add(place, grown);
    }
}
