package pounce.staticfiles;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What tells one state of a file from another without reading it.
///
/// @param key of the file itself, such as its inode, whatever its name; null where there is none
/// @param modified in nanoseconds since the epoch; 0 where there is no date
/// @param size in octets
record Stamp(@Nullable Object key, long modified, long size) {

    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(
                attributes.fileKey(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                attributes.size());
    }
}
