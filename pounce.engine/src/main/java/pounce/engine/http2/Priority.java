package pounce.engine.http2;

import java.util.Optional;

/// How soon a response is wanted (RFC 9218, section 4).
///
/// @param urgency 0 to 7, the most urgent first
/// @param isIncremental whether the client can use it piece by piece, beside others
public record Priority(int urgency, boolean isIncremental) {
    /// How many urgencies there are.
    public static final int URGENCIES = 8;

    private static final int USUAL_URGENCY = 3;

    /// That of a client which says something else of the stream, but not this.
    private static final Priority USUAL = new Priority(USUAL_URGENCY, false);

    /// That of a client which says nothing at all: it does not know of priorities, and expects that
    /// its streams share what there is.
    public static final Priority UNSAID = new Priority(USUAL_URGENCY, true);

    /// Reads the parameters (section 4): `u=1, i`. What is malformed or unknown does not count.
    ///
    /// @param field a dictionary (RFC 9651, section 3.2)
    /// @return a priority, whatever the field says
    public static Priority parse(String field) {
        var priority = USUAL;
        for (var member : field.split(",", -1)) {
            priority = priority.with(member.split(";", 2)[0].strip());
        }
        return priority;
    }

    /// {@return the priority that a request asks for}
    ///
    /// @param field the value of its field `priority`, if it has one
    static Priority of(Optional<String> field) {
        return field.map(Priority::parse).orElse(UNSAID);
    }

    private Priority with(String member) {
        return switch (member) {
            case "i", "i=?1" -> new Priority(urgency, true);
            case "i=?0" -> new Priority(urgency, false);
            default ->
                    isUrgency(member) ? new Priority(member.charAt(2) - '0', isIncremental) : this;
        };
    }

    private static boolean isUrgency(String member) {
        return member.length() == 3
                && member.startsWith("u=")
                && member.charAt(2) >= '0'
                && member.charAt(2) < '0' + URGENCIES;
    }
}
