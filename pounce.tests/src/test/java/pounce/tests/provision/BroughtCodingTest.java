package pounce.tests.provision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.tests.application.Compiled;

/// The plug-in zstd as a library of an application, of which the server knows nothing.
@Timeout(120)
final class BroughtCodingTest {
    private static final String SHOP =
            """
            package shop;

            import pounce.api.*;

            public final class Shop implements Handler {
                public Response handle(Request request) {
                    return Response.text(request.method().equals("POST") ? request.text() : "shop ".repeat(2000));
                }
            }
            """;

    /// Prints the coding of the answer, and its content; or why there is no server.
    private static final String MAIN =
            """
            package sample;

            import java.net.Socket;
            import java.nio.charset.StandardCharsets;
            import java.util.*;
            import pounce.api.*;
            import pounce.api.error.PounceException;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    var config = ServerConfig.builder().port(0).workers(1).set(Map.of("module-path", "PATH")).build();
                    try (var server = Pounce.start("APP", config);
                            var client = new Socket("127.0.0.1", server.uri().getPort())) {
                        client.getOutputStream().write("GET / HTTP/1.0\\r\\naccept-encoding: gzip, zstd\\r\\n\\r\\n".getBytes());
                        var answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                        int end = answer.indexOf("\\r\\n\\r\\n") + 4;
                        System.out.print(answer.substring(0, end).lines()
                                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-encoding: ")).toList());
                        System.out.print(' ');
                        System.out.print(Base64.getEncoder().encodeToString(answer.substring(end).getBytes(StandardCharsets.ISO_8859_1)));
                    } catch (PounceException refused) {
                        System.out.print(refused.code() + ": " + refused.getMessage());
                    }
                }
            }
            """;

    @TempDir Path directory;

    private String answer(String required, Path... libraries) throws Exception {
        var shop =
                Compiled.into(directory.resolve("shop"))
                        .source(
                                "module-info.java",
                                "module shop { requires pounce.api; %s provides pounce.api.App with shop.Shop; }"
                                        .formatted(required))
                        .source("shop/Shop.java", SHOP)
                        .compile();
        var program =
                Program.of(
                        "pounce.standard",
                        directory,
                        MAIN.replace(
                                        "PATH",
                                        Stream.of(libraries)
                                                .map(Path::toString)
                                                .collect(joining(",")))
                                .replace("APP", shop.toString()));
        return Program.onModulePath(
                Modules.and(
                        Modules.and(Modules.of(Modules.STANDARD), Modules.of("pounce.api")),
                        program));
    }

    @Test
    void codesTheAnswersOfTheApplicationThatRequiresIt() throws Exception {
        var told =
                answer(
                                "requires pounce.zstd;",
                                Modules.of("pounce.zstd", "com.github.luben.zstd_jni"))
                        .split(" (?=[^ ]*$)", -1);

        assertEquals("[content-encoding: zstd]", told[0]);
        try (var in =
                new ZstdInputStream(
                        new ByteArrayInputStream(Base64.getDecoder().decode(told[1])))) {
            assertEquals("shop ".repeat(2000), new String(in.readAllBytes(), UTF_8));
        }
    }

    @Test
    void isNotThereForAnApplicationWithoutIt() throws Exception {
        assertEquals("[content-encoding: gzip]", answer("").split(" (?=[^ ]*$)", -1)[0]);
    }
}
