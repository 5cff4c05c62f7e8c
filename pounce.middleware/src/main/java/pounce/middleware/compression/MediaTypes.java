package pounce.middleware.compression;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which media types shrink when they are coded. Images, sound, video and archives are coded
/// already, and of what is unknown nobody can say.
final class MediaTypes {
    /// An application has few types, and each is asked for with every response.
    private static final int REMEMBERED = 16;

    private static final String EVENT_STREAM = "text/event-stream";

    private static final Set<String> SHRINK =
            Set.of(
                    "application/ecmascript",
                    "application/graphql",
                    "application/javascript",
                    "application/json",
                    "application/jsonl",
                    "application/json-seq",
                    "application/ndjson",
                    "application/rtf",
                    "application/sql",
                    "application/toml",
                    "application/vnd.ms-fontobject",
                    "application/wasm",
                    "application/x-javascript",
                    "application/x-ndjson",
                    "application/x-www-form-urlencoded",
                    "application/xml",
                    "application/yaml",
                    "font/collection",
                    "font/otf",
                    "font/ttf",
                    "image/bmp",
                    "image/vnd.microsoft.icon",
                    "image/x-icon");

    private static final List<String> SUFFIXES = List.of("+json", "+xml", "+yaml", "+json-seq");

    private final Set<String> exact;
    private final boolean eventStreams;
    private final @Nullable Known[] known = new Known[REMEMBERED];

    /// Its fields are final, so that a thread that finds it sees them.
    private record Known(String contentType, boolean shrinks) {}

    /// @param more types that shrink too
    /// @param eventStreams whether streams of events may be coded
    MediaTypes(List<String> more, boolean eventStreams) {
        this.exact =
                Stream.concat(SHRINK.stream(), more.stream().map(MediaTypes::lower))
                        .collect(Collectors.toUnmodifiableSet());
        this.eventStreams = eventStreams;
    }

    /// {@return whether content of this type is worth it}
    ///
    /// @param contentType the value of `Content-Type`
    boolean shrinks(String contentType) {
        int place = Math.floorMod(contentType.hashCode(), REMEMBERED);
        var same = known[place];
        if (same != null && same.contentType.equals(contentType)) return same.shrinks;
        boolean shrinks = decide(contentType);
        known[place] = new Known(contentType, shrinks);
        return shrinks;
    }

    private boolean decide(String contentType) {
        int semicolon = contentType.indexOf(';');
        var type = lower(semicolon < 0 ? contentType : contentType.substring(0, semicolon));
        if (type.startsWith("text/")) return eventStreams || !type.equals(EVENT_STREAM);
        return exact.contains(type) || SUFFIXES.stream().anyMatch(type::endsWith);
    }

    private static String lower(String type) {
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
