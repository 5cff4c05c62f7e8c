package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.error.AppException;
import pounce.api.error.ConfigException;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.error.LifespanException;
import pounce.api.error.LimitException;
import pounce.api.error.MissingProviderException;
import pounce.api.error.ParseException;
import pounce.api.error.PounceException;
import pounce.api.error.ReloadException;
import pounce.api.error.RequestTimeoutException;
import pounce.api.error.SupervisorException;
import pounce.api.error.TlsException;

final class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aNameHasACategoryAndWhatIsSpecific(ErrorCode code) {
        assertTrue(code.name().matches("POUNCE_[A-Z]+(_[A-Z0-9]+)+"), code.name());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aHintIsASentence(ErrorCode code) {
        assertTrue(code.hint().matches("[A-Z].*[.?]"), code.hint());
    }

    /// Peers' mistakes are 4xx, or 5xx that say what is not supported; the rest is 500.
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void theCategorySaysWhoIsToBlame(ErrorCode code) {
        boolean peer = code.name().matches("POUNCE_(PARSE|PROXY|PRECONDITION|LIMIT|TIMEOUT)_.*");

        assertEquals(peer, code.status() != 500, code.name());
    }

    @ParameterizedTest
    @CsvSource({
        "POUNCE_PARSE_REQUEST_LINE, 400",
        "POUNCE_PARSE_PARAMETERS, 400",
        "POUNCE_PARSE_SMUGGLING_CL_TE, 400",
        "POUNCE_PARSE_EXPECTATION, 417",
        "POUNCE_PARSE_TRANSFER_CODING_UNKNOWN, 501",
        "POUNCE_PARSE_VERSION, 505",
        "POUNCE_PARSE_PROXY_HEADER, 400",
        "POUNCE_PROXY_UNTRUSTED, 403",
        "POUNCE_LIMIT_REQUEST_TOO_LARGE, 413",
        "POUNCE_LIMIT_REQUEST_LINE_TOO_LONG, 414",
        "POUNCE_LIMIT_HEADERS_TOO_LARGE, 431",
        "POUNCE_LIMIT_TOO_MANY_HEADERS, 431",
        "POUNCE_LIMIT_CONNECTIONS, 503",
        "POUNCE_LIMIT_CONCURRENT_REQUESTS, 503",
        "POUNCE_TIMEOUT_REQUEST_HEAD, 408",
        "POUNCE_TIMEOUT_REQUEST_BODY, 408",
        "POUNCE_APP_FAILED, 500"
    })
    void statusIsThatOfTheSpecification(ErrorCode code, int status) {
        assertEquals(status, code.status());
    }

    // ---- exceptions

    /// One of each kind that has a code of the thrower's choice.
    static List<BiFunction<ErrorCode, String, PounceException>> kinds() {
        return List.of(
                AppException::new,
                ConfigException::new,
                LifespanException::new,
                LimitException::new,
                MissingProviderException::new,
                ParseException::new,
                ReloadException::new,
                RequestTimeoutException::new,
                (code, what) -> new SupervisorException(code, what, new Error("cause")));
    }

    static List<PounceException> caused() {
        var code = ErrorCode.POUNCE_LIMIT_CONNECTIONS;
        var cause = new IllegalStateException("cause");
        return List.of(
                new AppException(code, "what", cause),
                new ConfigException(code, "what", cause),
                new LifespanException(code, "what", cause),
                new LimitException(code, "what", cause),
                new MissingProviderException(code, "what", cause),
                new ParseException(code, "what", cause),
                new ReloadException(code, "what", cause),
                new RequestTimeoutException(code, "what", cause),
                new SupervisorException(code, "what", cause));
    }

    @Test
    void everyKindOfExceptionCanBeMade() {
        var made =
                kinds().stream()
                        .map(kind -> kind.apply(ErrorCode.POUNCE_APP_FAILED, "what"))
                        .map(Object::getClass)
                        .collect(Collectors.toSet());
        made.add(DisconnectException.class);
        made.add(TlsException.class); // its own have one code each

        assertEquals(
                Set.copyOf(Arrays.asList(PounceException.class.getPermittedSubclasses())), made);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anExceptionTellsWhatItsCodeTells(BiFunction<ErrorCode, String, PounceException> kind) {
        for (var code : ErrorCode.values()) {
            var exception = kind.apply(code, "what");

            assertSame(code, exception.code());
            assertEquals(code.status(), exception.status());
            assertEquals(code.hint(), exception.hint());
            assertEquals("what", exception.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("caused")
    void anExceptionKeepsItsCause(PounceException exception) {
        assertInstanceOf(IllegalStateException.class, exception.getCause());
        assertEquals(503, exception.status());
    }

    @Test
    void aDisconnectIsASignalWithoutATrace() {
        var gone = new DisconnectException("the client left");

        assertSame(ErrorCode.POUNCE_CLIENT_DISCONNECTED, gone.code());
        assertEquals(0, gone.getStackTrace().length);
    }
}
