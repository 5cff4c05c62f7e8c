package pounce.middleware.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import pounce.api.Pounce;
import pounce.api.RequestHead;
import pounce.api.error.ErrorCode;
import pounce.api.spi.RequestFailure;

/// The page of a failure for people: no script, nothing from elsewhere, and whatever comes from the
/// request or from what was thrown is text.
final class DebugHtml {
    /// Each reads a file.
    private static final int MOST_EXCERPTS = 12;

    private static final String STYLE = style();

    private final SourceFiles sources;
    private final String policy;

    DebugHtml(SourceFiles sources) {
        this.sources = sources;
        this.policy =
                "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        .formatted(hash(STYLE));
    }

    private static String style() {
        try (var file = DebugHtml.class.getResourceAsStream("debug.css")) {
            if (file == null) throw new IllegalStateException("debug.css is missing");
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String hash(String text) {
        try {
            var octets = text.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    /// {@return the value of `Content-Security-Policy`: this style and nothing else}
    String policy() {
        return policy;
    }

    /// {@return the page}
    ///
    /// @param failure what has failed
    /// @param causes what was thrown
    /// @param secrets are not shown
    String page(RequestFailure failure, List<Cause> causes, Secrets secrets) {
        var page = new Writing(new StringBuilder(16 << 10), secrets);
        page.head(failure, causes);
        for (int i = 0; i < causes.size(); i++) {
            page.cause(i, causes.get(i));
        }
        page.request(failure.request());
        return page.out
                .append("</main>\n")
                .append("<footer>pounce ")
                .append(Html.escape(Pounce.version()))
                .append(
                        " shows this because of <code>errors.pages = debug</code>, and only on this machine. Never in production.</footer>\n</html>\n")
                .toString();
    }

    /// One page that is being written.
    private final class Writing {
        private final StringBuilder out;
        private final Secrets secrets;
        private int excerpts;

        Writing(StringBuilder out, Secrets secrets) {
            this.out = out;
            this.secrets = secrets;
        }

        /// Markup with texts in it.
        private void write(String markup, Object... texts) {
            var escaped = new Object[texts.length];
            for (int i = 0; i < texts.length; i++) {
                escaped[i] = Html.escape(String.valueOf(texts[i]));
            }
            out.append(markup.formatted(escaped));
        }

        // ------------------------------------------------------------ the head

        void head(RequestFailure failure, List<Cause> causes) {
            var title = ProblemPages.title(failure);
            write(
                    """
                    <!DOCTYPE html>
                    <html lang="en">
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <meta name="robots" content="noindex">
                    <title>%s %s</title>
                    """,
                    failure.status(), title);
            out.append("<style>").append(STYLE).append("</style>\n<header>\n");
            write("<p class=\"status\"><b>%s</b> %s</p>\n", failure.status(), title);
            headline(causes, title);
            request(failure.request().method(), target(failure.request()));
            failure.code().ifPresent(this::code);
            out.append("</header>\n<main>\n");
        }

        private void headline(List<Cause> causes, String title) {
            if (causes.isEmpty()) {
                write("<h1>%s</h1>\n", title);
                return;
            }
            var thrown = causes.getFirst();
            if (thrown.message().isEmpty()) {
                write("<h1>%s</h1>\n", simple(thrown.type()));
            } else {
                write("<p class=\"type\">%s</p>\n<h1>%s</h1>\n", thrown.type(), thrown.message());
            }
            int root = rootOf(causes);
            if (root > 0) {
                write(
                        "<p class=\"root\">because of <a href=\"#cause-%s\"><b>%s</b>%s</a></p>\n",
                        root,
                        simple(causes.get(root).type()),
                        causes.get(root).message().isEmpty()
                                ? ""
                                : ": " + causes.get(root).message());
            }
        }

        private static int rootOf(List<Cause> causes) {
            int root = 0;
            for (int i = 1; i < causes.size(); i++) {
                if (causes.get(i).relation() == Cause.Relation.CAUSE) {
                    root = i;
                }
            }
            return root;
        }

        private static String simple(String type) {
            return type.substring(type.lastIndexOf('.') + 1);
        }

        private void request(String method, String target) {
            write("<p class=\"line\"><b>%s</b> %s</p>\n", method, target);
        }

        private void code(ErrorCode code) {
            write("<p class=\"hint\"><code>%s</code> %s</p>\n", code, code.hint());
        }

        // ------------------------------------------------------------ what was thrown

        void cause(int place, Cause cause) {
            write(
                    "<section id=\"cause-%s\">\n<h2><span>%s</span> %s</h2>\n",
                    place, cause.relation().label(), cause.type());
            if (place > 0 && !cause.message().isEmpty()) {
                write("<p class=\"message\">%s</p>\n", cause.message());
            }
            out.append("<ol class=\"frames\">\n");
            var others = new ArrayList<StackTraceElement>();
            boolean first = true;
            for (var frame : cause.frames()) {
                if (FrameOwner.isApplication(frame)) {
                    others(others);
                    own(frame, first);
                    first = false;
                } else {
                    others.add(frame);
                }
            }
            others(others);
            if (cause.omitted() > 0) {
                write("<li class=\"more\">%s more, as above</li>\n", cause.omitted());
            }
            out.append("</ol>\n</section>\n");
        }

        private void own(StackTraceElement frame, boolean open) {
            var excerpt =
                    excerpts < MOST_EXCERPTS
                            ? sources.around(frame)
                            : Optional.<SourceFiles.Excerpt>empty();
            if (excerpt.isEmpty()) {
                out.append("<li class=\"own\"><p>");
                place(frame);
                out.append("</p></li>\n");
                return;
            }
            excerpts++;
            out.append("<li class=\"own\"><details")
                    .append(open ? " open" : "")
                    .append("><summary>");
            place(frame);
            out.append("</summary>");
            source(excerpt.get(), frame.getLineNumber());
            out.append("</details></li>\n");
        }

        private void place(StackTraceElement frame) {
            write(
                    "<b>%s.%s</b> <span>%s</span>",
                    simple(frame.getClassName()), frame.getMethodName(), FrameOwner.place(frame));
            var owner = FrameOwner.of(frame);
            if (!owner.isEmpty()) {
                write(" <i>%s</i>", owner);
            }
        }

        private void source(SourceFiles.Excerpt excerpt, int line) {
            out.append("<pre>");
            int number = excerpt.first();
            for (var text : excerpt.lines()) {
                write(
                        number == line ? "<mark><span>%s</span>%s\n</mark>" : "<span>%s</span>%s\n",
                        number,
                        text);
                number++;
            }
            out.append("</pre>");
        }

        /// They are not what has gone wrong, as a rule.
        private void others(List<StackTraceElement> frames) {
            if (frames.isEmpty()) return;
            var owners = new LinkedHashSet<String>();
            frames.forEach(frame -> owners.add(FrameOwner.of(frame)));
            owners.remove("");
            write(
                    "<li class=\"others\"><details><summary>%s %s</summary><ol>",
                    frames.size() == 1 ? "1 frame" : frames.size() + " frames",
                    owners.isEmpty() ? "" : "of " + String.join(", ", owners));
            for (var frame : frames) {
                out.append("<li>");
                place(frame);
                out.append("</li>");
            }
            out.append("</ol></details></li>\n");
            frames.clear();
        }

        // ------------------------------------------------------------ the request

        private String target(RequestHead request) {
            var query = request.rawQuery();
            return secrets.hideIn(
                    request.rawPath() + (query.isEmpty() ? "" : '?' + Secrets.hideInQuery(query)));
        }

        void request(RequestHead request) {
            out.append("<section>\n<h2>Request</h2>\n<dl>\n");
            item("Id", request.requestId());
            item("Client", request.client().toString());
            item("Protocol", "HTTP/" + request.httpVersion());
            item("URL", request.scheme() + "://" + request.authority() + target(request));
            item("Generation", String.valueOf(request.generation()));
            request.tls().ifPresent(tls -> item("TLS", tls.protocol() + ", " + tls.cipherSuite()));
            out.append("</dl>\n<h3>Fields</h3>\n<dl>\n");
            request.headers()
                    .forEach((name, value) ->
                            item(
                                    name,
                                    Secrets.isSecret(name)
                                            ? Secrets.HIDDEN
                                            : secrets.hideIn(value)));
            out.append("</dl>\n</section>\n");
        }

        private void item(String name, String value) {
            write("<dt>%s</dt><dd>%s</dd>\n", name, value);
        }
    }
}
