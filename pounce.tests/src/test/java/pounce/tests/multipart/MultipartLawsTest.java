package pounce.tests.multipart;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import pounce.tests.grammar.Form;

/// What holds for any octets: they mean the same in any pieces, and what the reference says.
final class MultipartLawsTest {
    private static final List<String> WORDS =
            List.of(
                    "\r\n",
                    "\r",
                    "\n",
                    "--b0",
                    "\r\n--b0",
                    "--",
                    "-",
                    "b0",
                    " ",
                    "\t",
                    "--b0--",
                    "x",
                    "xyz",
                    "Content-Disposition: form-data; name=\"a\"",
                    "Content-Disposition: form-data; name=\"a\"; filename=\"dir/f\"",
                    "\r\n\r\n",
                    "Content-Type: text/plain",
                    ": ",
                    "\"",
                    "\\",
                    ";",
                    "=",
                    "\u00c3\u00a9",
                    "\u00ff",
                    "\0",
                    "%22",
                    "filename=");

    private static Arbitrary<String> words(int most) {
        return Arbitraries.of(WORDS).list().ofMaxSize(most).map(words -> String.join("", words));
    }

    @Provide
    Arbitrary<String> forms() {
        var names = Arbitraries.of("a", "\"a b\"", "\"%22\"", "\"a\\\"b\"", "\"\"");
        var more =
                Arbitraries.of(
                        "",
                        "; filename=\"f\"",
                        "; filename=\"\"",
                        "\r\nContent-Type: text/plain",
                        "\r\nContent-Transfer-Encoding: binary",
                        "\r\nx: " + "y".repeat(150));
        var contents = Arbitraries.oneOf(words(6), Arbitraries.of("", "x", "x".repeat(59)));
        return Combinators.combine(names, more, contents)
                .as((name, rest, content) ->
                        "--b0\r\nContent-Disposition: form-data; name="
                                + name
                                + rest
                                + "\r\n\r\n"
                                + content
                                + "\r\n")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts) + "--b0--\r\n");
    }

    /// Forms with something lost, doubled or put in.
    @Provide
    Arbitrary<String> nearForms() {
        return Combinators.combine(
                        forms(), Arbitraries.integers().between(0, 1 << 20), words(2), words(1))
                .as((form, place, word, other) -> {
                    int at = place % form.length();
                    int behind = Math.min(form.length(), at + other.length());
                    return form.substring(0, at) + word + form.substring(behind);
                });
    }

    @Provide
    Arbitrary<String> noise() {
        return words(20);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 1 << 20).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<Form.Limits> limits() {
        return Arbitraries.of(
                FormReading.LIMITS,
                new Form.Limits(100, 1000, 1000, 1000),
                new Form.Limits(1, 1, 64, 1),
                new Form.Limits(2, 0, 44, 0));
    }

    @Property(tries = 3000)
    void formsMeanTheSameInAnyPieces(
            @ForAll("forms") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") Form.Limits limits) {
        MultipartFuzz.agree(text, cuts, limits);
    }

    @Property(tries = 3000)
    void nearlyValidFormsMeanTheSameInAnyPieces(
            @ForAll("nearForms") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") Form.Limits limits) {
        MultipartFuzz.agree(text, cuts, limits);
    }

    @Property(tries = 3000)
    void noiseMeansTheSameInAnyPieces(
            @ForAll("noise") String text,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("limits") Form.Limits limits) {
        MultipartFuzz.agree(text, cuts, limits);
    }
}
