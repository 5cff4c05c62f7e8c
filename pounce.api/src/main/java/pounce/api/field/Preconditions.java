package pounce.api.field;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The conditions under which a client wants its request done (RFC 9110, section 13). No clock is
/// read here.
public final class Preconditions {
    /// The names of the fields that say them, in lower case.
    private static final List<String> NAMES =
            List.of(
                    "if-none-match",
                    "if-modified-since",
                    "if-match",
                    "if-unmodified-since",
                    "if-range");

    /// A date tells states apart only if the representation cannot have changed again within its
    /// second (RFC 9110, section 8.8.2.2).
    private static final Duration STRONG_AGE = Duration.ofSeconds(1);

    /// What is to be done.
    public enum Outcome {
        /// The method.
        PERFORM,
        /// 304: the client has this representation (RFC 9110, section 15.4.5).
        NOT_MODIFIED,
        /// 412: the client knows another state (RFC 9110, section 15.5.13).
        FAILED
    }

    private final Function<? super String, List<String>> fields;
    private final Instant now;

    private Preconditions(Function<? super String, List<String>> fields, Instant now) {
        this.fields = fields;
        this.now = now;
    }

    /// {@return the names of the fields that are looked at, in lower case: a request without any of
    /// them has no conditions}
    public static List<String> names() {
        return NAMES;
    }

    /// {@return the conditions of a request}
    ///
    /// @param fields gives the values of a field by its name in lower case, each line's own
    /// @param now when the request is looked at
    public static Preconditions of(Function<? super String, List<String>> fields, Instant now) {
        return new Preconditions(fields, now);
    }

    /// Evaluates all conditions but `If-Range`, in the order of RFC 9110, section 13.2.2. What is
    /// malformed counts as absent where it is a date, and matches nothing where it is a tag.
    ///
    /// @param method of the request
    /// @param current of the representation that exists now
    /// @return what is to be done
    public Outcome evaluate(String method, Validators current) {
        if (!isExpectedState(current)) {
            return Outcome.FAILED;
        }
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        var known = tags("if-none-match");
        if (known.isPresent()) {
            if (!current.matchesWeakly(known.get())) return Outcome.PERFORM;
            return isRead ? Outcome.NOT_MODIFIED : Outcome.FAILED;
        }
        return isRead && isUnmodifiedSince("if-modified-since", current)
                ? Outcome.NOT_MODIFIED
                : Outcome.PERFORM;
    }

    private boolean isExpectedState(Validators current) {
        var expected = tags("if-match");
        if (expected.isPresent()) return current.matchesStrongly(expected.get());
        return date("if-unmodified-since").isEmpty()
                || current.lastModified().isEmpty()
                || isUnmodifiedSince("if-unmodified-since", current);
    }

    private boolean isUnmodifiedSince(String field, Validators current) {
        var since = date(field);
        var modified = current.lastModified();
        return since.isPresent() && modified.isPresent() && !modified.get().isAfter(since.get());
    }

    /// {@return whether ranges may be answered: there is no `If-Range`, or it names the current
    /// state beyond doubt (RFC 9110, section 13.1.5)}; otherwise `Range` has to be ignored.
    ///
    /// @param current of the representation that exists now
    public boolean allowRanges(Validators current) {
        var lines = fields.apply("if-range");
        if (lines.isEmpty()) return true;
        if (lines.size() > 1) return false;
        var condition = Tokens.trim(lines.getFirst());
        var tag = EntityTag.parse(condition);
        if (tag.isPresent()) {
            return current.tag().filter(tag.get()::matchesStrongly).isPresent();
        }
        return HttpDate.parse(condition, now).filter(date -> isStrong(date, current)).isPresent();
    }

    private boolean isStrong(Instant date, Validators current) {
        return current.lastModified().filter(date::equals).isPresent()
                && !date.plus(STRONG_AGE).isAfter(now);
    }

    private Optional<EntityTags> tags(String field) {
        var lines = fields.apply(field);
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(EntityTags.parse(String.join(", ", lines)));
    }

    /// Two dates are no date.
    private Optional<Instant> date(String field) {
        var lines = fields.apply(field);
        return lines.size() == 1
                ? HttpDate.parse(Tokens.trim(lines.getFirst()), now)
                : Optional.empty();
    }
}
