package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.api.InterimResponse;

final class InterimResponseTest {

    @Test
    void hintsAreLinksInTheirOrder() {
        var hints = InterimResponse.earlyHints("</a.css>; rel=preload", "</b.js>; rel=preload");

        assertEquals(103, hints.status());
        assertEquals(
                List.of("</a.css>; rel=preload", "</b.js>; rel=preload"),
                hints.headers().all("link"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 100, 101, 200, 503})
    void othersAreNotForApplicationsToSend(int status) {
        assertThrows(
                IllegalArgumentException.class, () -> new InterimResponse(status, Headers.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {102, 103, 104, 199})
    void allElseBetweenIsInterim(int status) {
        assertEquals(status, new InterimResponse(status, Headers.empty()).status());
    }

    @Test
    void hintsWithLineBreaksAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> InterimResponse.earlyHints("</a>\r\nset-cookie: a=b"));
    }
}
