package pounce.api.field;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// An `Accept` field (RFC 9110, section 12.5.1): which media types are welcome, and how much.
///
/// @param ranges in the order of the field
public record MediaRanges(List<MediaRange> ranges) {
    /// Copies the ranges.
    public MediaRanges {
        ranges = List.copyOf(ranges);
    }

    /// Reads a field value.
    ///
    /// @param field what the peer sent
    /// @return without the malformed ranges; one without a weight has quality 1000
    public static MediaRanges parse(String field) {
        var ranges = new ArrayList<MediaRange>();
        for (String element : Tokens.elements(field)) {
            MediaRange.parse(element).ifPresent(ranges::add);
        }
        return new MediaRanges(ranges);
    }

    /// {@return how welcome a media type is, from 0, not acceptable, to 1000}; empty where no range
    /// includes it. Of those that do, the most [specific][MediaRange#specificity] decides, and
    /// among equals the highest quality.
    ///
    /// @param mediaType such as `text/html;charset=utf-8`
    /// @throws IllegalArgumentException if it is no media type
    public OptionalInt quality(String mediaType) {
        var media =
                MediaRange.parse(mediaType)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no media type: " + mediaType));
        int specificity = -1;
        int quality = -1;
        for (MediaRange range : ranges) {
            if (range.specificity() < specificity || !range.includes(media)) continue;
            quality =
                    range.specificity() > specificity
                            ? range.quality()
                            : Math.max(quality, range.quality());
            specificity = range.specificity();
        }
        return quality < 0 ? OptionalInt.empty() : OptionalInt.of(quality);
    }
}
