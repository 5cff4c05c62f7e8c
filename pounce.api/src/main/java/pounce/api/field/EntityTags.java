package pounce.api.field;

import java.util.ArrayList;
import java.util.List;

/// What `If-Match` and `If-None-Match` hold (RFC 9110, sections 13.1.1 and 13.1.2): tags, or `*`
/// for whatever exists.
public final class EntityTags {
    private static final EntityTags ANY = new EntityTags(List.of());

    private final List<EntityTag> tags;

    private EntityTags(List<EntityTag> tags) {
        this.tags = List.copyOf(tags);
    }

    /// Reads a field value.
    ///
    /// @param field what the peer sent
    /// @return without the malformed members: fewer tags match, so that `If-Match` protects more
    ///   and `If-None-Match` sends more
    public static EntityTags parse(String field) {
        if (Tokens.trim(field).equals("*")) return ANY;
        var tags = new ArrayList<EntityTag>();
        for (int start = 0, end; start < field.length(); start = end + 1) {
            end = endOfMember(field, start);
            EntityTag.parse(Tokens.trim(field.substring(start, end))).ifPresent(tags::add);
        }
        return new EntityTags(tags);
    }

    /// {@return whether this is `*`, which matches whatever representation exists, even one without
    /// a tag}
    public boolean any() {
        return this == ANY;
    }

    /// {@return the tags in the order of the field; none if this is `*`}
    public List<EntityTag> tags() {
        return tags;
    }

    /// {@return whether this is `*`, or one of the tags matches by strong comparison}
    ///
    /// @param current of the representation that exists
    public boolean matchesStrongly(EntityTag current) {
        return any() || tags.stream().anyMatch(current::matchesStrongly);
    }

    /// {@return whether this is `*`, or one of the tags matches by weak comparison}
    ///
    /// @param current of the representation that exists
    public boolean matchesWeakly(EntityTag current) {
        return any() || tags.stream().anyMatch(current::matchesWeakly);
    }

    /// Unlike [Tokens#elements]: a backslash before the closing quote is part of the tag and
    /// escapes nothing.
    private static int endOfMember(String field, int start) {
        boolean quoted = false;
        for (int i = start; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == ',' && !quoted) return i;
            if (c == '"') quoted = !quoted;
        }
        return field.length();
    }
}
