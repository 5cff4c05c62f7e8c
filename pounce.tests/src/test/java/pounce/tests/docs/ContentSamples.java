package pounce.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.App;
import pounce.api.FormLimits;
import pounce.api.Middleware;
import pounce.api.Request;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.Size;

/// The code of docs/content.md.
final class ContentSamples {
    private static final Logger LOG = LoggerFactory.getLogger(ContentSamples.class);

    private ContentSamples() {}

    static Response login(Request request) {
        var form = request.form();
        return Response.text("Hello, " + form.first("user").orElse("stranger"));
    }

    static Response upload(Request request) throws IOException {
        for (var part : request.limit(Size.ofGibibytes(1)).parts()) {
            if (part.filename().isPresent()) {
                try (var file = Files.newOutputStream(Files.createTempFile("upload", null))) {
                    part.body().transferTo(file);
                }
            } else {
                LOG.info("{} has {} characters", part.name(), part.text().length());
            }
        }
        return Response.of(204);
    }

    static final FormLimits SURVEY =
            new FormLimits(
                    20_000, new Size(100), Size.ofMebibytes(8), new Size(1), Size.ofKibibytes(1));

    static Response survey(Request request) {
        var answers =
                request.limit(Size.ofMebibytes(8)).with(RequestHead.FORM_LIMITS, SURVEY).form();
        return Response.text(answers.names().size() + " answers");
    }

    static App limited(App reports) {
        return Middleware.timeout(Duration.ofSeconds(2)).apply(reports);
    }

    static Response export(Request request) throws InterruptedException {
        request.limit(Duration.ofMinutes(10));
        return Response.json(database.exportAll());
    }

    private static final Database database = () -> "[]";

    /// Something slow.
    private interface Database {
        String exportAll() throws InterruptedException;
    }
}
