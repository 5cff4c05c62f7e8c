package pounce.tests.stress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import pounce.api.Pounce;
import pounce.api.ServerConfig;

/// So many clients for so long.
///
/// @param quick clients that want their answers at once
/// @param slow clients whose requests compute, hold their carrier, or sleep
/// @param duration after which clients end
/// @param seed of everything that is left to chance
record Stress(int quick, int slow, Duration duration, long seed) {
    private static final String USAGE =
            """
            Stress QUICK SLOW SECONDS [PORT]   checks a server of its own, or the one at PORT
            Stress serve PORT [OPTION=VALUE].. is that server\
            """;

    /// {@return what the clients saw; blocks until the last has ended}
    ///
    /// @param server serves a [StressApp]
    /// @throws InterruptedException if the thread is interrupted; clients go on
    Findings run(InetSocketAddress server) throws InterruptedException {
        var findings = new Findings();
        var random = new SplittableRandom(seed);
        long end = System.nanoTime() + duration.toNanos();
        var clients = new ArrayList<StressClient>();
        for (int i = 0; i < quick; i++) {
            clients.add(StressClient.quick(i, server, random.split(), end, findings));
        }
        for (int i = 0; i < slow; i++) {
            clients.add(StressClient.slow(i, server, random.split(), end, findings));
        }
        // Platform threads: slow handlers may hold every carrier of this JVM.
        var threads = clients.stream().map(Thread.ofPlatform().daemon()::start).toList();
        for (var thread : threads) {
            thread.join();
        }
        return findings;
    }

    static void main(String... args) throws InterruptedException {
        if (args.length >= 2 && args[0].equals("serve")) {
            Pounce.run(new StressApp(), config(args));
        } else if (args.length == 3 || args.length == 4) {
            System.exit(check(args) ? 0 : 1);
        } else {
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static boolean check(String... args) throws InterruptedException {
        var stress =
                new Stress(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Duration.ofSeconds(Long.parseLong(args[2])),
                        System.nanoTime());
        System.out.println(stress);
        var findings =
                args.length == 4
                        ? stress.run(local(Integer.parseInt(args[3])))
                        : stress.runOnOwnServer();
        findings.failures().forEach(System.out::println);
        System.out.println(findings);
        return findings.failures().isEmpty();
    }

    private Findings runOnOwnServer() throws InterruptedException {
        try (var server = Pounce.start(new StressApp(), config(0))) {
            return run(local(server.uri().getPort()));
        }
    }

    private static ServerConfig config(String... args) {
        var settings =
                Arrays.stream(args)
                        .skip(2)
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return ServerConfig.builder().port(Integer.parseInt(args[1])).set(settings).build();
    }

    private static ServerConfig config(int port) {
        return ServerConfig.builder().port(port).build();
    }

    static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
