package pounce.staticfiles;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import pounce.api.StaticFiles;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;

/// All mounts; of those that fit, the one with the longest prefix is asked.
///
/// @param mounts the longest prefix first
record MountTable(List<Mount> mounts) {

    /// {@return a table of these}
    ///
    /// @param files in any order
    /// @param largest file that is kept in memory, in octets
    /// @param clock in nanoseconds
    /// @throws ConfigException if one has no directory, or the prefix of another
    static MountTable of(List<StaticFiles> files, long largest, LongSupplier clock) {
        var prefixes = new HashSet<String>();
        for (var each : files) {
            if (!prefixes.add(each.prefix())) {
                throw new ConfigException(
                        ErrorCode.POUNCE_CONFIG_INVALID,
                        "static: two directories at " + each.prefix());
            }
        }
        return new MountTable(
                files.stream()
                        .map(each -> Mount.of(each, largest, clock))
                        .sorted(
                                Comparator.comparingInt((Mount each) -> each.prefix().length())
                                        .reversed())
                        .toList());
    }

    /// {@return the mount that a path belongs to}
    ///
    /// @param path decoded
    Optional<Mount> of(String path) {
        for (var mount : mounts) {
            if (mount.covers(path)) return Optional.of(mount);
        }
        return Optional.empty();
    }
}
