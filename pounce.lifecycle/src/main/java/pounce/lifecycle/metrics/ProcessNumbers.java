package pounce.lifecycle.metrics;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// What the process and its JVM use. On systems without `/proc` some of it is not there.
final class ProcessNumbers {
    private static final Path PROC = Path.of("/proc/self");
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String HEAP = "heap";

    /// What `/proc` calls kB.
    private static final int KIB = 1024;

    private ProcessNumbers() {}

    static void writeTo(Exposition out) {
        writeJvm(out);
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(time ->
                        out.counter(
                                "process_cpu_seconds",
                                "CPU time, user and system.",
                                time.toNanos() / SECOND));
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start ->
                        out.gauge(
                                "process_start_time_seconds",
                                "When the process started, since 1970.",
                                start.toEpochMilli() / 1000.0));
        resident()
                .ifPresent(octets ->
                        out.gauge("process_resident_memory_bytes", "Resident memory.", octets));
        openFiles().ifPresent(count -> out.gauge("process_open_fds", "Open descriptors.", count));
    }

    private static void writeJvm(Exposition out) {
        var runtime = Runtime.getRuntime();
        out.gauges("jvm_memory_used_bytes", "Memory in use, garbage included.")
                .sample(runtime.totalMemory() - runtime.freeMemory(), "area", HEAP);
        out.gauges("jvm_memory_committed_bytes", "Memory that the JVM has.")
                .sample(runtime.totalMemory(), "area", HEAP);
        out.gauges("jvm_memory_max_bytes", "Memory that the JVM may have.")
                .sample(runtime.maxMemory(), "area", HEAP);
        out.gauge("jvm_processors", "Processors that the JVM sees.", runtime.availableProcessors());
    }

    private static OptionalLong resident() {
        try (var lines = Files.lines(PROC.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst();
        } catch (IOException | RuntimeException _) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong openFiles() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve("fd"))) {
            long count = 0;
            for (var _ : files) {
                count++;
            }
            return OptionalLong.of(count);
        } catch (IOException | RuntimeException _) {
            return OptionalLong.empty();
        }
    }
}
