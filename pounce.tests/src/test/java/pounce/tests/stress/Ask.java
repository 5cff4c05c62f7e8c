package pounce.tests.stress;

import java.util.SplittableRandom;
import java.util.function.Supplier;

/// A request, and the only answer to it.
///
/// @param request head and content
/// @param answer content of the response
record Ask(String request, String answer) {

    /// {@return questions that are answered at once, each with another answer; one in twenty is an
    /// echo}
    ///
    /// @param random chooses
    /// @param firstId no other client's ids may be the next ones
    static Supplier<Ask> quick(SplittableRandom random, long firstId) {
        return new Supplier<>() {
            private long id = firstId;

            @Override
            public Ask get() {
                id++;
                return random.nextInt(20) == 0 ? echo(random, id) : read("/id?id=" + id, "" + id);
            }
        };
    }

    /// {@return questions that take 5 to 2000 ms, most of them less than 65}
    ///
    /// @param random chooses
    static Supplier<Ask> slow(SplittableRandom random) {
        return () -> {
            int millis = 5 + random.nextInt(random.nextInt(10) == 0 ? 1996 : 60);
            var how =
                    switch (random.nextInt(4)) {
                        case 0 -> "pin";
                        case 1 -> "sleep";
                        default -> "burn";
                    };
            return read("/" + how + "?ms=" + millis, how + ' ' + millis);
        };
    }

    private static Ask read(String target, String answer) {
        return new Ask("GET " + target + " HTTP/1.1\r\nhost: a\r\n\r\n", answer);
    }

    private static Ask echo(SplittableRandom random, long id) {
        var content = (id + "-").repeat(1 + random.nextInt(300));
        return new Ask(
                "POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: "
                        + content.length()
                        + "\r\n\r\n"
                        + content,
                content);
    }
}
