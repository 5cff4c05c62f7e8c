package pounce.engine.net;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// Who may use a file.
///
/// @param permissions nobody else may
public record FileMode(Set<PosixFilePermission> permissions) {
    private static final int OWNER_READ = 0400;

    /// Who may use a file.
    public FileMode {
        permissions = Set.copyOf(permissions);
    }

    /// Reads a mode as chmod does: `660`.
    ///
    /// @param octal three digits from 0 to 7, for the owner, the group and all others
    /// @return who may use a file
    public static FileMode parse(String octal) {
        int bits = Integer.parseInt(octal, 8);
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        int bit = OWNER_READ;
        for (var permission : PosixFilePermission.values()) { // in the order of the bits
            if ((bits & bit) != 0) {
                permissions.add(permission);
            }
            bit >>= 1;
        }
        return new FileMode(permissions);
    }
}
