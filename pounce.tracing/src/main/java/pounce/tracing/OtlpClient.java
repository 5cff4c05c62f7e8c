package pounce.tracing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.field.HttpDate;

/// Talks to a collector (OTLP 1, section "OTLP/HTTP").
final class OtlpClient implements AutoCloseable {
    private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);
    private static final Pattern REJECTED =
            Pattern.compile("\"rejectedSpans\"\\s*:\\s*\"?([0-9]{1,18})");

    /// As much of an answer as is read.
    private static final int MOST_OCTETS = 64 << 10;

    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;

    private final HttpClient client;
    private final HttpRequest.Builder request;
    private final URI endpoint;

    private OtlpClient(HttpClient client, HttpRequest.Builder request, URI endpoint) {
        this.client = client;
        this.request = request;
        this.endpoint = endpoint;
    }

    /// {@return a client}
    ///
    /// @throws IllegalArgumentException if fields cannot be sent; the message tells no value
    static OtlpClient of(Settings settings) {
        var endpoint = settings.get(Options.TRACING_ENDPOINT);
        var request =
                HttpRequest.newBuilder(endpoint)
                        .header("content-type", "application/json")
                        .header("user-agent", "pounce");
        if (settings.get(Options.TRACING_GZIP)) {
            request.header("content-encoding", "gzip");
        }
        CollectorFields.parse(settings.get(Options.TRACING_HEADERS)).forEach(request::header);
        return new OtlpClient(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER) // fields are for nobody else
                        .connectTimeout(settings.get(Options.TRACING_TIMEOUT))
                        .build(),
                request,
                endpoint);
    }

    /// {@return where spans go, without what may be secret}
    String target() {
        return endpoint.getScheme() + "://" + endpoint.getAuthority() + endpoint.getRawPath();
    }

    /// Sends spans once; blocks.
    ///
    /// @param content a whole request
    /// @param limit for the answer, to its end
    /// @return what became of it
    Answer send(byte[] content, Duration limit) {
        var body = new ByteArrayOutputStream();
        var answer =
                client.sendAsync(
                        request.copy().POST(BodyPublishers.ofByteArray(content)).build(),
                        BodyHandlers.ofByteArrayConsumer(
                                piece -> piece.ifPresent(octets -> add(octets, body))));
        try {
            return judge(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS), body);
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Answer.Later(
                    "no answer within " + limit.toMillis() + " ms", Optional.empty());
        } catch (ExecutionException failure) {
            return judge(Objects.requireNonNullElse(failure.getCause(), failure));
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Refused("interrupted");
        }
    }

    private static void add(byte[] octets, ByteArrayOutputStream body) {
        body.write(octets, 0, Math.min(octets.length, MOST_OCTETS - body.size()));
    }

    private static Answer judge(Throwable failure) {
        var why = failure.getClass().getName();
        return failure instanceof IOException
                ? new Answer.Later(why, Optional.empty())
                : new Answer.Refused(why);
    }

    private static Answer judge(HttpResponse<Void> response, ByteArrayOutputStream body) {
        int status = response.statusCode();
        if (status / HUNDRED == SUCCESS) {
            return new Answer.Taken(rejected(body.toString(StandardCharsets.UTF_8)));
        }
        var why = "status " + status;
        return BUSY.contains(status)
                ? new Answer.Later(
                        why, response.headers().firstValue("retry-after").flatMap(OtlpClient::wait))
                : new Answer.Refused(why);
    }

    /// A partial success is not sent again.
    private static long rejected(String body) {
        var found = REJECTED.matcher(body);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /// Reads `Retry-After` (RFC 9110, section 10.2.3).
    private static Optional<Duration> wait(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        var now = Instant.now();
        return HttpDate.parse(text, now)
                .map(then -> then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
