package pounce.staticfiles;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pounce.api.Headers;
import pounce.api.ResponseBody;
import pounce.api.StaticFiles;
import pounce.api.field.AcceptEncoding;
import pounce.api.field.EntityTag;
import pounce.api.field.HttpDate;
import pounce.api.field.Validators;

/// Prepares what is sent for a file.
final class RepresentationMaker {
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final StaticFiles rules;
    private final FileTree tree;
    private final MediaTypes types;
    private final long largest;

    /// @param largest file that is kept in memory, in octets
    RepresentationMaker(StaticFiles rules, FileTree tree, long largest) {
        this.rules = rules;
        this.tree = tree;
        this.types = new MediaTypes(rules.types());
        this.largest = largest;
    }

    /// {@return one for the file itself, and one for each coded file beside it; empty if a file has
    /// changed}
    ///
    /// @param path of the file
    /// @param snapshot what was found there
    /// @throws IOException if one cannot be read
    Optional<List<Representation>> make(FilePath path, Snapshot snapshot) throws IOException {
        var made = new ArrayList<Representation>();
        boolean varies = !snapshot.coded().isEmpty();
        if (!add(made, path, path, snapshot.file(), AcceptEncoding.IDENTITY, varies)) {
            return Optional.empty();
        }
        for (var coded : snapshot.coded().entrySet()) {
            var beside = path.suffixed(Mount.SUFFIXES.getOrDefault(coded.getKey(), ""));
            if (!add(made, path, beside, coded.getValue(), coded.getKey(), true)) {
                return Optional.empty();
            }
        }
        return Optional.of(made);
    }

    private boolean add(
            List<Representation> made,
            FilePath named,
            FilePath read,
            Stamp stamp,
            String coding,
            boolean varies)
            throws IOException {
        Body body;
        String name;
        if (stamp.size() <= largest) {
            var octets = tree.read(read, stamp);
            if (octets.isEmpty()) return false;
            body = new Body.InMemory(ResponseBody.last(octets.get()));
            name = Digest.of(octets.get());
        } else {
            body = tree.opened(read, stamp);
            name = tree.tag(stamp);
        }
        var tag = EntityTag.strong(isIdentity(coding) ? name : name + '-' + coding);
        var modified = modified(stamp);
        var common = common(tag, named.name(), varies);
        var fields = Headers.of("content-type", types.of(named.name()));
        if (!isIdentity(coding)) {
            fields = fields.plus("content-encoding", coding);
        }
        if (modified.isPresent()) {
            fields = fields.plus("last-modified", HttpDate.format(modified.get()));
        }
        made.add(
                new Representation(
                        coding,
                        stamp.size(),
                        fields.plus("accept-ranges", "bytes").with(common),
                        modified.map(date -> Validators.of(tag, date)).orElse(Validators.of(tag)),
                        common,
                        body));
        return true;
    }

    private static boolean isIdentity(String coding) {
        return coding.equals(AcceptEncoding.IDENTITY);
    }

    /// What a 304 has as well (RFC 9110, section 15.4.5).
    private Headers common(EntityTag tag, String name, boolean varies) {
        var fields = Headers.of("etag", tag.toString());
        var cacheControl = rules.isImmutable(name) ? IMMUTABLE : rules.cacheControl();
        if (!cacheControl.isEmpty()) {
            fields = fields.plus("cache-control", cacheControl);
        }
        fields = fields.with(rules.headers());
        return varies ? fields.plus("vary", "accept-encoding") : fields;
    }

    /// A file from the future was modified now (RFC 9110, section 8.8.2.1); one from beyond all
    /// calendars has no date.
    private static Optional<Instant> modified(Stamp stamp) {
        if (stamp.modified() == 0) return Optional.empty();
        try {
            var modified = Instant.EPOCH.plusNanos(stamp.modified());
            var now = Instant.now();
            return Optional.of(modified.isAfter(now) ? now : modified);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
