package pounce.api.spi;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version of `pounce.api`, as far as it decides who can work with whom.
///
/// @param major another one may take things away; so may another minor one while it is 0
/// @param minor a higher one has more
record ApiVersion(int major, int minor) {
    private static final String API = "pounce.api";

    private static final Optional<String> HERE =
            Origin.of(ApiVersion.class)
                    .descriptor()
                    .filter(module -> module.name().equals(API))
                    .flatMap(ModuleDescriptor::rawVersion);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(?:[.+-].*)?");

    /// {@return the version that a text names; empty if it is of another form, and so says nothing}
    static Optional<ApiVersion> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(
                        new ApiVersion(
                                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    /// {@return whether a module that was compiled for another version can run with this one}
    boolean suits(ApiVersion compiledFor) {
        return major == compiledFor.major
                && (major == 0 ? minor == compiledFor.minor : minor >= compiledFor.minor);
    }

    /// {@return the version of this API, if it says one}
    static Optional<String> here() {
        return HERE;
    }

    /// {@return what a module was compiled for that cannot run with this API; empty if it can, or
    /// if one of the two versions is unknown}
    static Optional<String> unsuitable(ModuleDescriptor module) {
        var here = HERE.flatMap(ApiVersion::parse);
        return module.requires().stream()
                .filter(each -> each.name().equals(API))
                .map(ModuleDescriptor.Requires::rawCompiledVersion)
                .flatMap(Optional::stream)
                .filter(version -> differ(here, parse(version)))
                .findAny();
    }

    private static boolean differ(Optional<ApiVersion> here, Optional<ApiVersion> compiledFor) {
        return here.isPresent() && compiledFor.isPresent() && !here.get().suits(compiledFor.get());
    }
}
