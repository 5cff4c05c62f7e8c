package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The checks of [PagesTest] find what is wrong, and nothing else.
final class PageChecksTest {
    @TempDir Path directory = Path.of("");

    private static Page page(String text) {
        return Page.of(Path.of("docs", "sample.md"), text);
    }

    private static Page java(String... blocks) {
        return page("```java\n" + String.join("\n```\n\n```java\n", blocks) + "\n```\n");
    }

    private List<String> compile(Page page) throws IOException {
        return new Samples(page, directory).faults();
    }

    private static void assertOne(String beginning, List<String> faults) {
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.getFirst().startsWith(beginning), faults.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record Point(int x) {}",
                "import java.util.concurrent.Flow;\n\nfinal class Sink implements Flow.Processor {}",
                "static String name() {\n    return \"name\";\n}",
                "void main() {\n    Pounce.run(_ -> Response.text(\"Hello\"));\n}",
                "var port = 80;\nSystem.out.println(port);",
                "return Response.of(204);",
                "ServerConfig.builder()\n    .port(80) // or another\n    .build()",
            })
    void aSampleMayBeLessThanAFile(String sample) throws IOException {
        var faults = compile(java(sample));

        assertEquals(sample.contains("Processor") ? 2 : 0, faults.size(), faults.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Point {\n    Line line;\n}",
                "String name() {\n    return new Line();\n}",
                "var port = 80;\nnew Line();",
                "ServerConfig.builder()\n    .line(80)",
                "open the door\n\nLine",
            })
    void whatDoesNotCompileIsFoundWithItsLine(String sample) throws IOException {
        var faults = compile(page("# Sample\n\n```java\n" + sample + "\n```\n"));

        assertTrue(faults.size() >= 1, faults.toString());
        assertTrue(faults.getFirst().matches("(?s)docs/sample.md:[45]: .*"), faults.toString());
    }

    @Test
    void aSampleKnowsThoseBeforeItAndWhatIsGiven() throws IOException {
        var page =
                page(
                        """
                        <!-- given:
                        import static java.lang.Math.max;
                        interface Stock { int left(String what); }
                        static Stock stock = _ -> 3;
                        -->
                        ```java
                        final class Shop implements Handler {
                            @Override
                            public Response handle(Request request) {
                                return Response.text("left: " + max(0, stock.left(request.path())));
                            }
                        }
                        ```

                        ```java
                        static App shop() {
                            return new Shop();
                        }
                        ```
                        """);

        assertEquals(List.of(), compile(page));
    }

    private static final String SHOP =
            """
            public final class Shop implements Handler {
                @Override
                public Response handle(Request request) {
                    return Response.text("shop");
                }
            }\
            """;

    @Test
    void modulesAreCompiledWithTheTypesBehindThem() throws IOException {
        var module =
                """
                module org.example.shop {
                    requires pounce.api;

                    provides pounce.api.App with org.example.shop.Shop;
                }\
                """;

        assertEquals(List.of(), compile(java(module, SHOP)));
        assertOne("docs/sample.md:5: ", compile(java(module)));
        assertTrue(
                compile(java(module.replace("requires pounce.api", "requires pounce.nothing")))
                        .contains("docs/sample.md:3: module not found: pounce.nothing"));
        assertTrue(
                compile(java(module.replace("requires pounce.api;", ""), SHOP)).size() > 1,
                "what a module does not require, its types cannot see");
    }

    @Test
    void whatIsDeprecatedIsFound() throws IOException {
        assertOne("docs/sample.md:2: ", compile(java("new Thread().stop();")));
    }

    @Test
    void settingsThatDoNotLoadAreFound() throws IOException {
        var page = page("```properties\nport = 80\nprot = 80\n```\n");

        var faults = PageChecks.settings(page, directory);

        assertOne("docs/sample.md:2: ", faults);
        assertTrue(faults.getFirst().contains("line 3: prot"), faults.toString());
    }

    @Test
    void commandsAreReadAsAShellWouldReadThem() throws IOException {
        var page =
                page(
                        """
                        ```sh
                        curl -i localhost:8000    # pounce serve --prot
                        $ POUNCE_PORT=80 ./pounce serve 'examples/hello' \\
                            --listen "unix:/run/shop.sock" >shop.log 2>&1 &
                        image/bin/pounce config show --config prod.properties | grep port && pounce version
                        ```

                        ```console
                        $ pounce version
                        pounce 1.0
                        ```
                        """);

        assertEquals(List.of(), PageChecks.commands(page, directory));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pounce serve examples/hello --prot 80",
                "pounce serve examples/hello --port eighty",
                "POUNCE_PROT=80 pounce serve examples/hello",
                "echo hello | ./pounce serv examples/hello",
                "sleep 1; pounce serve examples/hello \\\n    --port",
            })
    void commandsThatMakeNoSenseAreFound(String command) throws IOException {
        var page = page("```sh\nls\n" + command + "\n```\n");

        assertOne("docs/sample.md:3: ", PageChecks.commands(page, directory));
        assertOne(
                "docs/sample.md:4: ",
                PageChecks.commands(
                        page("```console\nls\n$ ls\n$ " + command + "\n```\n"), directory));
    }

    @Test
    void blocksThatDoNotSayWhatTheyAreAreFound() {
        assertOne("docs/sample.md:1: ", PageChecks.languages(page("```\npounce\n```\n")));
        assertOne("docs/sample.md:2: ", PageChecks.languages(page("\n    $ ./pounce serve\n")));
        assertEquals(List.of(), PageChecks.languages(page("```text\n    pounce serve\n```\n")));
    }

    @Test
    void linksThatLeadNowhereAreFound() {
        assertOne("docs/sample.md:1: ", PageChecks.links(page("[a](missing.md)")));
        assertOne("docs/sample.md:1: ", PageChecks.links(page("[a](security.md#nothing)")));
        assertOne("docs/sample.md:1: ", PageChecks.links(page("[a](#nothing)\n# Some thing")));
        assertOne("docs/sample.md:1: ", PageChecks.links(page("[a](../../outside)")));
        assertEquals(
                List.of(),
                PageChecks.links(
                        page(
                                """
                                [a](#some-thing-pouncex) [b](../README.md) [c](security.md#limits)
                                [d](https://example.org/) [e](../docs) `[f](missing.md)`
                                # Some thing: `pounce.x`
                                """)));
    }

    @Test
    void optionsAndCodesThatDoNotExistAreFound() {
        assertOne("docs/sample.md:1: ", PageChecks.names(page("`limits.bodies`")));
        assertOne("docs/sample.md:1: ", PageChecks.names(page("`POUNCE_LIMIT_BODIES`")));
        assertEquals(
                List.of(),
                PageChecks.names(
                        page(
                                "`limits.fields = 3` `POUNCE_LIMITS_FIELDS=3` `POUNCE_APP_FAILED`"
                                        + " `plugin.quota.size` `pounce.api` `POUNCE_PLUGIN_X`")));
    }
}
