package pounce.engine.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Content;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.error.ErrorCode;
import pounce.api.field.ReasonPhrases;
import pounce.api.spi.ErrorPages;
import pounce.api.spi.RequestFailure;

/// What a client is told when the server answers in place of the application: the status, a stable
/// code, and what the pages make of it. Without pages, and to octets that are no request, the name
/// of the status.
public final class ErrorResponses {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);
    private static final String CODE = "x-pounce-error-code";

    /// In seconds: how soon a client may try again when the server has no room.
    private static final String RETRY_AFTER = "5";

    private final @Nullable ErrorPages pages;

    private ErrorResponses(@Nullable ErrorPages pages) {
        this.pages = pages;
    }

    /// {@return responses without pages}
    public static ErrorResponses plain() {
        return new ErrorResponses(null);
    }

    /// {@return responses with pages}
    ///
    /// @param pages make the content
    public static ErrorResponses with(ErrorPages pages) {
        return new ErrorResponses(pages);
    }

    /// {@return the response to octets that are no request}
    ///
    /// @param code what is wrong with them
    public static Response plain(ErrorCode code) {
        return named(text(code.status()), code);
    }

    private static Response text(int status) {
        var text = (ReasonPhrases.of(status) + "\n").getBytes(StandardCharsets.US_ASCII);
        return Response.bytes("text/plain; charset=utf-8", text).status(status);
    }

    private static Response named(Response response, ErrorCode code) {
        var named = response.header(CODE, code.name());
        return switch (code.status()) {
            case 405 -> named.header("allow", ServerMethods.ALLOWED);
            case 503 -> named.header("retry-after", RETRY_AFTER);
            default -> named;
        };
    }

    /// {@return the response to a request}
    ///
    /// @param failure what is wrong with it
    public Response to(RequestFailure failure) {
        var response = page(failure).orElseGet(() -> text(failure.status()));
        return failure.code().map(code -> named(response, code)).orElse(response);
    }

    /// {@return whether a response is an error that says nothing but its status, if it has no
    /// content}
    ///
    /// @param start its head
    static boolean isBare(ResponseStart start) {
        return start.status() >= 400
                && !start.headers().contains("content-type")
                && !start.headers().contains("content-length");
    }

    /// Gives content to an error that has none.
    ///
    /// @param request the head of its request
    /// @param start its own
    /// @return the whole response; empty if it stays as it is
    Optional<Whole> filled(RequestHead request, ResponseStart start) {
        var code = start.headers().first(CODE).flatMap(ErrorResponses::code);
        return page(new RequestFailure(request, start.status(), code, Optional.empty()))
                .map(page -> whole(page, start));
    }

    /// A whole response.
    ///
    /// @param start its head
    /// @param body its content
    record Whole(ResponseStart start, ResponseBody body) {}

    private static Whole whole(Response page, ResponseStart start) {
        var fields = page.headers().with(start.headers());
        return new Whole(new ResponseStart(start.status(), fields), body(page));
    }

    private static ResponseBody body(Response page) {
        return page.content() instanceof Content.Bytes(var data)
                ? ResponseBody.last(data)
                : ResponseBody.end();
    }

    private static Optional<ErrorCode> code(String name) {
        return Arrays.stream(ErrorCode.values()).filter(each -> each.name().equals(name)).findAny();
    }

    private Optional<Response> page(RequestFailure failure) {
        var known = pages;
        if (known == null) return Optional.empty();
        try {
            var page = known.page(failure);
            if (page.content() instanceof Content.Bytes) {
                return Optional.of(page.status(failure.status()));
            }
            LOG.atError().addKeyValue("pages", known.getClass()).log("An error page in no memory");
        } catch (RuntimeException broken) {
            LOG.atError()
                    .addKeyValue("id", failure.request().requestId())
                    .setCause(broken)
                    .log("No error page could be made");
        }
        return Optional.empty();
    }
}
