package pounce.api.field;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What tells one state of a representation from another (RFC 9110, section 8.8): `ETag`,
/// `Last-Modified`, both or neither.
public final class Validators {
    private static final Validators NONE = new Validators(null, null);

    private final @Nullable EntityTag tag;
    private final @Nullable Instant lastModified;

    private Validators(@Nullable EntityTag tag, @Nullable Instant lastModified) {
        this.tag = tag;
        this.lastModified =
                lastModified == null ? null : lastModified.truncatedTo(ChronoUnit.SECONDS);
    }

    /// {@return those of a representation that has none}
    public static Validators none() {
        return NONE;
    }

    /// {@return the value of `ETag` alone}
    ///
    /// @param tag of the representation
    public static Validators of(EntityTag tag) {
        return new Validators(tag, null);
    }

    /// {@return the value of `Last-Modified` alone}
    ///
    /// @param lastModified of the representation; fractions of its second are dropped
    public static Validators of(Instant lastModified) {
        return new Validators(null, lastModified);
    }

    /// {@return both}
    ///
    /// @param tag of the representation
    /// @param lastModified of the representation; fractions of its second are dropped
    public static Validators of(EntityTag tag, Instant lastModified) {
        return new Validators(tag, lastModified);
    }

    /// Reads them from the fields of a response.
    ///
    /// @param fields gives the value of a field by its name in lower case
    /// @param now for dates with a year of two digits
    /// @return without what is malformed
    public static Validators parse(Function<String, Optional<String>> fields, Instant now) {
        return new Validators(
                fields.apply("etag").flatMap(EntityTag::parse).orElse(null),
                fields.apply("last-modified")
                        .flatMap(date -> HttpDate.parse(date, now))
                        .orElse(null));
    }

    /// {@return the entity tag}
    public Optional<EntityTag> tag() {
        return Optional.ofNullable(tag);
    }

    /// {@return when the representation was modified last, in whole seconds}
    public Optional<Instant> lastModified() {
        return Optional.ofNullable(lastModified);
    }

    /// {@return whether tags are listed, and the current one among them by strong comparison, or
    /// `*`}
    boolean matchesStrongly(EntityTags listed) {
        return listed.any() || (tag != null && listed.matchesStrongly(tag));
    }

    boolean matchesWeakly(EntityTags listed) {
        return listed.any() || (tag != null && listed.matchesWeakly(tag));
    }
}
