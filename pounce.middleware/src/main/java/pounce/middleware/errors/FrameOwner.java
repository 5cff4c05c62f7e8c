package pounce.middleware.errors;

import java.util.Set;

/// Whose code a frame of a stack runs.
final class FrameOwner {
    private static final Set<String> SERVER =
            Set.of(
                    "pounce.api",
                    "pounce.cli",
                    "pounce.engine",
                    "pounce.lifecycle",
                    "pounce.middleware",
                    "pounce.staticfiles",
                    "pounce.tls",
                    "pounce.zstd");

    private FrameOwner() {}

    /// {@return the module; of a class that is in none, and is the server's or Java's, its name as
    /// far as that says so; else empty}
    ///
    /// @param frame of any class
    static String of(StackTraceElement frame) {
        var module = frame.getModuleName();
        if (module != null) return module;
        var name = frame.getClassName();
        return SERVER.stream().filter(each -> name.startsWith(each + '.')).findAny().orElse("");
    }

    /// {@return whether a developer of the application looks here first}
    ///
    /// @param frame of any class
    static boolean isApplication(StackTraceElement frame) {
        var owner = of(frame);
        return !owner.startsWith("java.") && !owner.startsWith("jdk.") && !SERVER.contains(owner);
    }

    /// {@return the file and the line, as far as they are known}
    ///
    /// @param frame of any class
    static String place(StackTraceElement frame) {
        if (frame.isNativeMethod()) return "native";
        var file = frame.getFileName();
        if (file == null) return "unknown source";
        return frame.getLineNumber() < 0 ? file : file + ':' + frame.getLineNumber();
    }
}
