package pounce.tests.grammar;

import java.util.ArrayList;
import java.util.List;

/// A request in the parts that a fault is put into.
///
/// @param lines field lines without their CRLF
/// @param content as it is sent, with the framing of its chunks
public record Draft(
        String method, String target, String version, List<String> lines, String content) {

    /// {@return what is sent}
    public String octets() {
        return requestLine() + "\r\n" + section() + content;
    }

    String requestLine() {
        return method + " " + target + " " + version;
    }

    String section() {
        return String.join("", lines.stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }

    Draft method(String other) {
        return new Draft(other, target, version, lines, content);
    }

    Draft target(String other) {
        return new Draft(method, other, version, lines, content);
    }

    Draft version(String other) {
        return new Draft(method, target, other, lines, content);
    }

    Draft content(String other) {
        return new Draft(method, target, version, lines, other);
    }

    Draft line(String another) {
        var longer = new ArrayList<>(lines);
        longer.add(another);
        return new Draft(method, target, version, List.copyOf(longer), content);
    }

    /// {@return it without the lines of that name}
    Draft without(String name) {
        var kept =
                lines.stream()
                        .filter(line ->
                                !line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                        .toList();
        return new Draft(method, target, version, kept, content);
    }
}
