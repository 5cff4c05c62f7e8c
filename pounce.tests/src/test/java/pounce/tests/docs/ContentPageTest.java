package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pounce.api.Request;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

final class ContentPageTest {
    private static final Path SAMPLES =
            Path.of("src", "test", "java", "pounce", "tests", "docs", "ContentSamples.java");

    private static List<String> blocks() throws IOException {
        return Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", "content.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /// {@return a text without white space, which the formatter and the page put where they like}
    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void itsCodeIsWhatIsTriedHere() throws IOException {
        var samples = plain(Files.readString(SAMPLES));
        assertTrue(blocks().size() >= 4);
        for (var block : blocks()) {
            assertTrue(samples.contains(plain(block)), block);
        }
    }

    private static Request request(String type, String content) {
        return Request.of(
                ScriptedScope.of("content-type", type),
                ScriptedReceive.content(content.getBytes(StandardCharsets.UTF_8), List.of(100)),
                new RecordedSend());
    }

    @Test
    void itsCodeWorks() throws Exception {
        var send = new RecordedSend();
        ContentSamples.login(request("application/x-www-form-urlencoded", "user=Ann")).sendTo(send);
        assertEquals("Hello, Ann", send.text());

        var form =
                "--b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\nx\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=g\r\n\r\ny\r\n--b--";
        assertEquals(
                204,
                ContentSamples.upload(request("multipart/form-data; boundary=b", form)).status());
        var many = new RecordedSend();
        ContentSamples.survey(request("", "a=1&".repeat(1001) + "b=2")).sendTo(many);
        assertEquals("2 answers", many.text());
    }
}
