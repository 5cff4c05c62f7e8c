package pounce.tests.middleware.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.api.Content;
import pounce.api.HttpScope;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.spi.RequestFailure;
import pounce.middleware.errors.ProblemProvider;
import pounce.tests.api.ScriptedScope;

final class ProblemPagesTest {
    private static final String CHROME =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private static Response page(RequestFailure failure) {
        return new ProblemProvider().create(ServerConfig.defaults()).page(failure);
    }

    private static Response page(HttpScope request) {
        return page(
                RequestFailure.of(
                        request,
                        ErrorCode.POUNCE_APP_FAILED,
                        new IllegalStateException("the password is swordfish")));
    }

    private static String text(Response page) {
        var data = ((Content.Bytes) page.content()).data();
        return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }

    private static Optional<String> type(Response page) {
        return page.headers().first("content-type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CHROME + "                              | text/html; charset=utf-8",
                "*/*                                    | application/problem+json",
                "application/json                       | application/json",
                "application/problem+json               | application/problem+json",
                "application/json, text/plain, */*      | application/problem+json",
                "application/json, text/plain;q=0.5     | application/json",
                "application/*                          | application/problem+json",
                "text/plain                             | text/plain; charset=utf-8",
                "text/*                                 | text/html; charset=utf-8",
                "text/html;q=0.1, text/plain            | text/plain; charset=utf-8",
                "image/png                              | text/plain; charset=utf-8",
                "application/problem+json;q=0, */*      | application/json",
                "''                                     | text/plain; charset=utf-8",
            })
    void hasTheFormThatTheClientLikes(String accept, String type) {
        assertEquals(Optional.of(type), type(page(ScriptedScope.of("accept", accept))));
    }

    @Test
    void isTextForAClientThatSaysNothing() {
        var page = page(ScriptedScope.of());

        assertEquals(Optional.of("text/plain; charset=utf-8"), type(page));
        assertEquals("Internal Server Error\n", text(page));
    }

    @Test
    void isAProblemOfTheRfc() {
        var page = page(ScriptedScope.of("accept", "application/problem+json"));

        assertEquals(
                """
                {"type":"about:blank","title":"Internal Server Error","status":500,"code":"POUNCE_APP_FAILED","requestId":"1"}
                """,
                text(page));
    }

    @Test
    void isAPageForPeople() {
        var text = text(page(ScriptedScope.of("accept", CHROME)));

        assertTrue(text.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"), text);
        assertTrue(text.contains("<title>500 Internal Server Error</title>"), text);
        assertTrue(text.contains("<p>Request 1</p>"), text);
    }

    @Test
    void neverTellsWhatWasThrown() {
        for (var accept : new String[] {CHROME, "*/*", "application/json", "text/plain"}) {
            var text = text(page(ScriptedScope.of("accept", accept)));
            assertFalse(text.contains("swordfish"), text);
            assertFalse(text.contains("IllegalState"), text);
        }
    }

    @Test
    void whatTheClientSaysIsText() {
        var request =
                ScriptedScope.of("accept", CHROME)
                        .with(RequestHead.REQUEST_ID, "<script>alert('\"&\0')</script>");

        var text = text(page(request));

        assertTrue(
                text.contains(
                        "<p>Request &lt;script&gt;alert(&#39;&quot;&amp;\ufffd&#39;)&lt;/script&gt;</p>"),
                text);
    }

    @Test
    void isForNobodyElse() {
        var headers = page(ScriptedScope.of("accept", CHROME)).headers();

        assertEquals(Optional.of("accept"), headers.first("vary"));
        assertEquals(Optional.of("no-store"), headers.first("cache-control"));
        assertEquals(Optional.of("nosniff"), headers.first("x-content-type-options"));
        assertTrue(
                headers.first("content-security-policy")
                        .orElse("")
                        .startsWith("default-src 'none'"));
        assertFalse(
                page(ScriptedScope.of("accept", "*/*"))
                        .headers()
                        .contains("content-security-policy"));
    }

    @Test
    void namesStatusesThatHaveNoName() {
        var failure =
                new RequestFailure(
                        ScriptedScope.of("accept", "*/*"), 499, Optional.empty(), Optional.empty());

        assertEquals(
                """
                {"type":"about:blank","title":"Status 499","status":499,"requestId":"1"}
                """,
                text(page(failure)));
    }
}
