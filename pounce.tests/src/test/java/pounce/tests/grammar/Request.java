package pounce.tests.grammar;

import java.util.List;

/// A whole request as it is understood.
///
/// @param head its head
/// @param content Latin-1
/// @param trailers without those that must not be believed
public record Request(RequestHead head, String content, List<Field> trailers) {

    /// {@return the plainest octets that mean the same}
    public String encoded() {
        var text = new StringBuilder();
        var target = head.target();
        text.append(head.method()).append(' ');
        text.append(target.authority().isEmpty() ? "" : "http://" + target.authority());
        text.append(target.rawPath());
        text.append(target.query().isEmpty() ? "" : "?" + target.query());
        text.append(" HTTP/1.").append(head.minorVersion()).append("\r\n");
        append(head.fields(), text);
        if (head.length() != RequestHead.CHUNKED) {
            return text.append(content).toString();
        }
        if (!content.isEmpty()) {
            text.append(Integer.toHexString(content.length())).append("\r\n");
            text.append(content).append("\r\n");
        }
        append(trailers, text.append("0\r\n"));
        return text.toString();
    }

    private static void append(List<Field> fields, StringBuilder text) {
        for (var field : fields) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        text.append("\r\n");
    }
}
