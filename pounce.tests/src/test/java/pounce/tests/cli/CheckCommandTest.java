package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.error.ErrorCode;

@Timeout(30)
final class CheckCommandTest {
    private static final String HELLO = "pounce.examples.hello";

    @TempDir Path directory;

    @Test
    void saysInOneLineThatAllIsWell() {
        assertEquals(
                new Outcome(0, "ok: " + HELLO + " would be served at http://127.0.0.1:0\n", ""),
                Outcome.of("check", HELLO, "--port", "0"));
        assertEquals(
                new Outcome(
                        0,
                        "ok: files would be served at http://127.0.0.1:0 and http://[::1]:0\n",
                        ""),
                Outcome.of(
                        "check",
                        "--static",
                        directory.toString(),
                        "--listen",
                        "http://127.0.0.1:0,http://[::1]:0"));
    }

    @Test
    void listsWhateverIsWrongWithItsPlaceHintAndCode() throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("pounce.properties"),
                        "\nlisten = http://127.0.0.1:PORT\n");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());
            Files.writeString(file, Files.readString(file).replace("PORT", port));

            var outcome =
                    Outcome.in(
                            directory,
                            Map.of("POUNCE_TIMEOUTS_DRAIN_DELAY", "1m"),
                            "check",
                            "no.such.module",
                            "--errors-pages",
                            "none");

            assertEquals(
                    new Outcome(
                            1,
                            "",
                            """
                            error: timeouts.drain-delay = 1m leaves nothing of timeouts.shutdown = 10s
                            set: timeouts.drain-delay by POUNCE_TIMEOUTS_DRAIN_DELAY
                            hint: HINT_OF_POUNCE_CONFIG_INVALID
                            code: POUNCE_CONFIG_INVALID

                            error: there is neither a module nor a path no.such.module; the nearest module is pounce.examples.hello
                            hint: HINT_OF_POUNCE_APP_NOT_FOUND
                            code: POUNCE_APP_NOT_FOUND

                            error: errors.pages = none, but nothing provides error pages of that name: add its module to the module path, or to the image with jlink --add-modules
                            set: errors.pages by --errors-pages
                            hint: HINT_OF_POUNCE_PROVIDER_MISSING
                            code: POUNCE_PROVIDER_MISSING

                            error: cannot listen on http://127.0.0.1:PORT: Address already in use
                            set: listen in FILE, line 2
                            hint: HINT_OF_POUNCE_LISTEN_FAILED
                            code: POUNCE_LISTEN_FAILED
                            """
                                    .replace("PORT", port)
                                    .replace("FILE", file.toString())
                                    .transform(CheckCommandTest::withHints)),
                    outcome);
        }
    }

    private static String withHints(String text) {
        return Pattern.compile("HINT_OF_(\\w+)")
                .matcher(text)
                .replaceAll(code -> ErrorCode.valueOf(code.group(1)).hint());
    }

    @Test
    void namesTheFlagsOfFilesThatAreMissing() {
        var outcome =
                Outcome.of(
                        "check",
                        HELLO,
                        "--port",
                        "0",
                        "--tls-cert",
                        "no.pem",
                        "--tls-key",
                        "no.key");

        assertEquals(1, outcome.code());
        assertTrue(
                outcome.err()
                        .contains("\nset: tls.cert by --tls-cert\nset: tls.key by --tls-key\n"),
                outcome::err);
    }

    @Test
    void findsFaultsOfSettingsAndOfTheApplicationAtOnce() {
        var outcome = Outcome.of("check", "no.such.module", "--port", "-1");

        assertEquals(1, outcome.code());
        assertTrue(outcome.err().startsWith("error: --port: "), outcome::err);
        assertTrue(outcome.err().endsWith("code: POUNCE_APP_NOT_FOUND\n"), outcome::err);
    }

    @Test
    void needsSomethingToCheck() {
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "error: there is nothing to check: neither APP nor --static\nhint: pounce check --help\n"),
                Outcome.of("check"));
    }
}
