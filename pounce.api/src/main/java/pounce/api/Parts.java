package pounce.api;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import pounce.api.multipart.MultipartEvent.Begin;
import pounce.api.multipart.MultipartEvent.Done;

/// The parts of a request, as its content arrives. For one thread at a time.
final class Parts implements Iterator<Part> {
    private final PartReader reader;
    private @Nullable PartStream present;
    private @Nullable Part next;
    private boolean done;

    Parts(PartReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        if (next == null && !done) {
            leave();
            advance();
        }
        return next != null;
    }

    private void leave() {
        var stream = present;
        if (stream != null) {
            stream.leave();
            present = null;
        }
    }

    /// What is left of the part before is skipped.
    private void advance() {
        while (next == null && !done) {
            switch (reader.next()) {
                case Begin(var head) -> {
                    var stream = new PartStream(reader);
                    present = stream;
                    next = new Part(head, stream);
                }
                case Done() -> done = true;
                default -> {}
            }
        }
    }

    @Override
    public Part next() {
        var part = hasNext() ? next : null;
        if (part == null) throw new NoSuchElementException();
        next = null;
        return part;
    }
}
