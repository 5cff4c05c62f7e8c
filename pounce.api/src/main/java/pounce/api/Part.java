package pounce.api;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pounce.api.multipart.PartHead;

/// One part of a form: a field, or a file (RFC 7578). Its content can be read once, and until the
/// next part is asked for; what is left then is skipped.
public final class Part {
    private final PartHead head;
    private final PartStream body;

    Part(PartHead head, PartStream body) {
        this.head = head;
        this.body = body;
    }

    /// {@return the name of the form's field; several parts may have the same}
    public String name() {
        return head.name();
    }

    /// {@return what the client calls the file, without directories; empty if the part is no file,
    /// or the user chose none}
    ///
    /// Clients choose it freely: it may be the name of another file that is there already, or one
    /// that the file system does not know.
    public Optional<String> filename() {
        return head.filename();
    }

    /// {@return the media type that the client claims; `text/plain` if it claims none (RFC 7578,
    /// section 4.4)}
    public String type() {
        return headers().first("content-type").orElse("text/plain");
    }

    /// {@return all header fields of the part}
    public Headers headers() {
        return Headers.of(head.lines().toArray(String[]::new));
    }

    /// {@return the content as it arrives; always the same stream}
    ///
    /// Reading blocks, and throws what [Receive#receive] throws, [pounce.api.error.ParseException]
    /// on malformed content, [pounce.api.error.LimitException] on too much of it, and
    /// [IllegalStateException] when the next part has been asked for. Need not be closed.
    public InputStream body() {
        return body;
    }

    /// Reads all content that is left into memory; blocks and throws as [#body()] does.
    ///
    /// @return the octets, the caller's own
    /// @throws pounce.api.error.LimitException if all parts that were read this way exceed
    ///   [FormLimits#memory()]
    public byte[] bytes() {
        return body.readAllBytes();
    }

    /// Reads all content that is left as UTF-8, malformed octets replaced by U+FFFD; blocks and
    /// throws as [#bytes()] does.
    ///
    /// @return a text
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /// {@return the name; what is called and what is in it may be secrets, and this ends in logs}
    @Override
    public String toString() {
        return name();
    }
}
