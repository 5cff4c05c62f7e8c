package pounce.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Fuzzes targets one after the other, each in a JVM of its own, with Jazzer from the class path:
///
/// ```text
///   Fuzz SECONDS [TARGET ...]
/// ```
///
/// What a target learns stays in `target/fuzz`, and the next run goes on from there. Ends with 1 at
/// the first finding, which is in `target/fuzz/TARGET-findings`.
final class Fuzz {
    private static final Path WORK = Path.of("target", "fuzz");
    private static final List<String> JVM =
            List.of(
                    "-Xmx2g",
                    "-XX:+EnableDynamicAgentLoading",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=off");

    private Fuzz() {}

    /// Runs it.
    static void main(String[] args) throws IOException, InterruptedException {
        var names = List.of(args).subList(1, args.length);
        for (var target : FuzzTarget.values()) {
            if (names.isEmpty() || names.contains(target.toString())) {
                int exit = fuzz(target, Integer.parseInt(args[0]));
                if (exit != 0) {
                    System.exit(exit);
                }
            }
        }
    }

    private static int fuzz(FuzzTarget target, int seconds)
            throws IOException, InterruptedException {
        var learnt = Files.createDirectories(WORK.resolve(target.toString()));
        var findings = Files.createDirectories(WORK.resolve(target + "-findings"));
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.type().getName());
        command.add("--instrumentation_includes=pounce.engine.**:pounce.api.**");
        command.add("--custom_hook_includes=none.**");
        command.add("--reproducer_path=" + findings);
        command.add("-artifact_prefix=" + findings + "/");
        command.add("-dict=" + FuzzTarget.DICTIONARY);
        command.add("-max_total_time=" + seconds);
        command.add("-max_len=6000");
        command.add("-len_control=0");
        command.add("-timeout=10");
        command.add("-print_final_stats=1");
        command.add(learnt.toString());
        command.add(target.seeds().toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
