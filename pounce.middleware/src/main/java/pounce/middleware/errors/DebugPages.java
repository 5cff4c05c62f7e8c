package pounce.middleware.errors;

import java.util.List;
import pounce.api.Response;
import pounce.api.field.JsonWriter;
import pounce.api.spi.ErrorPages;
import pounce.api.spi.RequestFailure;

/// What has failed, in full, for whoever develops the application on this machine.
final class DebugPages implements ErrorPages {
    private final ErrorPages others;
    private final DebugHtml html;
    private final boolean exposed;

    /// @param others for clients elsewhere
    /// @param sources of the application
    /// @param exposed whether there are no clients elsewhere
    DebugPages(ErrorPages others, SourceFiles sources, boolean exposed) {
        this.others = others;
        this.html = new DebugHtml(sources);
        this.exposed = exposed;
    }

    @Override
    public Response page(RequestFailure failure) {
        if (!exposed && !Exposure.isLocal(failure.request())) return others.page(failure);
        var secrets = Secrets.of(failure.request());
        var causes = failure.cause().map(thrown -> Cause.of(thrown, secrets)).orElse(List.of());
        var representation = Representation.of(failure.request());
        return switch (representation) {
            case PROBLEM, JSON -> ProblemPages.response(representation, json(failure, causes));
            case HTML ->
                    ProblemPages.response(representation, html.page(failure, causes, secrets))
                            .header("content-security-policy", html.policy());
            case TEXT -> ProblemPages.response(representation, text(failure, causes));
        };
    }

    private static String json(RequestFailure failure, List<Cause> causes) {
        var text = new StringBuilder();
        var writer = JsonWriter.to(text).object();
        ProblemPages.writeMembers(failure, writer);
        failure.code().ifPresent(code -> writer.member("hint", code.hint()));
        writer.name("causes").array();
        for (var cause : causes) {
            writer.object()
                    .member("relation", cause.relation().label())
                    .member("type", cause.type())
                    .member("message", cause.message())
                    .name("frames")
                    .array();
            cause.frames().forEach(frame -> writer.value(frame.toString()));
            writer.end().end();
        }
        writer.end().end().finish();
        return text.append('\n').toString();
    }

    private static String text(RequestFailure failure, List<Cause> causes) {
        var text = new StringBuilder(ProblemPages.title(failure)).append('\n');
        failure.code()
                .ifPresent(code -> text.append(code).append(": ").append(code.hint()).append('\n'));
        for (var cause : causes) {
            text.append('\n')
                    .append(cause.relation().label())
                    .append(": ")
                    .append(cause.type())
                    .append(cause.message().isEmpty() ? "" : ": " + cause.message())
                    .append('\n');
            cause.frames().forEach(frame -> text.append("    at ").append(frame).append('\n'));
            if (cause.omitted() > 0) {
                text.append("    … ").append(cause.omitted()).append(" more\n");
            }
        }
        return text.toString();
    }
}
