package pounce.api.spi;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version of `pounce.api`, as far as it decides who can work with whom.
///
/// @param major another one may take things away; so may another minor one while it is 0
/// @param minor a higher one has more
record ApiVersion(int major, int minor) {
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

    /// {@return what a module was compiled for that cannot run with this API; empty if it can, or
    /// if one of the two versions is unknown, as on the class path}
    static Optional<String> unsuitable(Module module) {
        var own = ApiVersion.class.getModule();
        if (!module.isNamed() || !own.isNamed()) return Optional.empty();
        var here = own.getDescriptor().rawVersion().flatMap(ApiVersion::parse);
        return module.getDescriptor().requires().stream()
                .filter(each -> each.name().equals(own.getName()))
                .map(ModuleDescriptor.Requires::rawCompiledVersion)
                .flatMap(Optional::stream)
                .filter(version -> differ(here, parse(version)))
                .findAny();
    }

    private static boolean differ(Optional<ApiVersion> here, Optional<ApiVersion> compiledFor) {
        return here.isPresent() && compiledFor.isPresent() && !here.get().suits(compiledFor.get());
    }
}
