package pounce.tests.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `pounce serve` in a process of its own, on the module path of this one.
final class CommandProcess implements AutoCloseable {
    private static final String LISTENING = "Listening on ";
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader reader;
    private final List<String> log = new ArrayList<>();

    private CommandProcess(Process process) {
        this.process = process;
        this.reader = process.inputReader();
    }

    /// Starts serving on a free port, unless the flags say where.
    static CommandProcess serve(String app, String... flags) throws IOException {
        return start(command(app, flags));
    }

    /// Starts serving on a free port without an application.
    static CommandProcess serveNothing(String... flags) throws IOException {
        var command = new ArrayList<>(command("", flags));
        command.remove("");
        return start(command);
    }

    /// Starts serving with an option for the JVM.
    static CommandProcess serveWithJvm(String option, String app, String... flags)
            throws IOException {
        var command = new ArrayList<>(command(app, flags));
        command.add(1, option);
        return start(command);
    }

    /// Runs another command with an option for the JVM.
    static CommandProcess run(String option, String... line) throws IOException {
        var command = new ArrayList<>(command("", line));
        command.add(1, option);
        command.removeAll(List.of("serve", "", "--port", "0", "--log-format", "text"));
        return start(command);
    }

    /// Starts serving from the class path, where there are no modules.
    static CommandProcess serveFromClassPath(String type) throws IOException {
        var command = new ArrayList<>(command(type));
        command.set(1, "--class-path");
        command.set(2, classPath());
        command.removeIf(each ->
                each.startsWith("--add-opens")
                        || each.startsWith("--enable-native-access")
                        || each.equals("--module"));
        command.replaceAll(each -> each.replaceFirst("^pounce.cli/", ""));
        return start(command);
    }

    /// Starts the main class of a test on the class path, and these classes behind it.
    static CommandProcess java(List<Path> classes, String main, String... line) throws IOException {
        var path = new ArrayList<>(List.of(classPath()));
        classes.forEach(each -> path.add(each.toString()));
        var command =
                List.of(
                        command("").getFirst(),
                        "--class-path",
                        String.join(File.pathSeparator, path),
                        main);
        return start(Stream.of(command, List.of(line)).flatMap(List::stream).toList());
    }

    /// {@return everything that this process runs on}
    static String classPath() {
        return ModuleLayer.boot().configuration().modules().stream()
                .flatMap(module -> module.reference().location().stream())
                .filter(location -> location.getScheme().equals("file"))
                .filter(location -> !location.getPath().contains("slf4j-simple"))
                .map(location -> Path.of(location).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Starts serving with as few file descriptors as this.
    static CommandProcess serveWithDescriptors(int limit, String app) throws IOException {
        return startInShell("ulimit -n " + limit + "; exec \"$@\"", command(app));
    }

    /// Starts serving with a file for what goes to standard output; the rest is read as ever.
    static CommandProcess serveWithOutputTo(Path file, String app, String... flags)
            throws IOException {
        return startInShell("exec \"$@\" >'" + file + "'", command(app, flags));
    }

    private static CommandProcess startInShell(String script, List<String> command)
            throws IOException {
        var shell = List.of("sh", "-c", script, "sh");
        return start(Stream.of(shell, command).flatMap(List::stream).toList());
    }

    /// Those that log for this process would do so for that one.
    private static String withoutOtherLoggers() {
        return Stream.of(System.getProperty("jdk.module.path").split(File.pathSeparator, -1))
                .filter(place -> !place.contains("slf4j-simple"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Starts serving where somebody has brought another provider of slf4j.
    static CommandProcess serveWithOtherLoggers(String app, String... flags) throws IOException {
        var command = new ArrayList<>(command(app, flags));
        command.set(2, System.getProperty("jdk.module.path"));
        return start(command);
    }

    /// Starts serving at a terminal that `script` makes, which takes all that is written there.
    ///
    /// @param environment what it finds beside that of this process, without `NO_COLOR`
    static CommandProcess serveAtTerminal(
            Map<String, String> environment, String app, String... flags) throws IOException {
        var line =
                command(app, flags).stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        var script = new ProcessBuilder("script", "-qefc", "exec " + line, "/dev/null");
        script.environment().remove("NO_COLOR");
        script.environment().put("TERM", "xterm");
        script.environment().putAll(environment);
        return new CommandProcess(script.redirectErrorStream(true).start());
    }

    /// Ends what the process has started, as a signal TERM does.
    void endChildren() {
        process.descendants().forEach(ProcessHandle::destroy);
    }

    private static List<String> command(String app, String... flags) {
        var serve =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        withoutOtherLoggers(),
                        "--add-opens=java.base/java.lang=pounce.engine",
                        "--enable-native-access=com.github.luben.zstd_jni",
                        "--module",
                        "pounce.cli/pounce.cli.Main",
                        "serve",
                        app,
                        "--port",
                        "0");
        var text = List.of("--log-format", "text");
        return Stream.of(
                        serve,
                        List.of(flags).contains(text.getFirst()) ? List.<String>of() : text,
                        List.of(flags))
                .flatMap(List::stream)
                .toList();
    }

    private static CommandProcess start(List<String> command) throws IOException {
        return new CommandProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /// {@return the CPU time that it has used}
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// {@return the classes of all objects in its heap, garbage included}
    String objects() throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var pid = String.valueOf(process.pid());
        var jcmd = new ProcessBuilder(tool, pid, "GC.class_histogram", "-all").start();
        var answer = jcmd.inputReader().readAllAsString();
        if (jcmd.waitFor() != 0) {
            throw new IOException(answer);
        }
        return answer;
    }

    /// Reads the log until the server says where it listens.
    URI uri() throws IOException {
        return URI.create(
                await(LISTENING).replaceFirst(".*" + LISTENING + "([^ \"\u001b]*).*", "$1"));
    }

    /// Reads the log until a line has this in it.
    String await(String text) throws IOException {
        for (String line; (line = reader.readLine()) != null; ) {
            log.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new IOException("no more lines, and none has " + text + ": " + log);
    }

    /// {@return all lines that the process wrote; blocks until it has ended}
    List<String> log() throws IOException {
        log.addAll(reader.readAllLines());
        return log;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + log);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
