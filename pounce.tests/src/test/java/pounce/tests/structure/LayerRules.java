package pounce.tests.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;

/// Who may know whom in the engine. The root package is a parameter, so that fixtures can show each
/// rule failing.
///
/// @param root the package that the parts lie in
record LayerRules(String root) {
    private static final String[] WORLD = {
        "java.net..",
        "java.nio.channels..",
        "java.nio.file..",
        "java.util.concurrent..",
        "org.slf4j.."
    };

    /// No sockets, files, locks or loggers.
    ArchRule isPure(String part) {
        return noClasses()
                .that()
                .resideInAPackage(in(part))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WORLD)
                .because("what speaks a protocol must run in a test as it runs in a server");
    }

    /// No threads and no clocks.
    ArchRule isTimeless(String part) {
        return noClasses()
                .that()
                .resideInAPackage(in(part))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Clock.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .because("time is handed in");
    }

    ArchRule doesNotKnow(String part, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(in(part))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(others).map(this::in).toArray(String[]::new));
    }

    ArchRule hasNoCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /// Reflection stands in named places only.
    ArchRule reflectsOnlyIn(String... names) {
        var elsewhere = noClasses().that().resideInAPackage(root + "..");
        for (var name : names) {
            elsewhere = elsewhere.and().haveNameNotMatching(".*\\." + name + "(\\$.*)?");
        }
        return elsewhere.should().dependOnClassesThat().resideInAPackage("java.lang.reflect..");
    }

    /// Names are looked up in one place, where a server starts: it blocks, an event loop must not.
    ArchRule looksNamesUpOnlyIn(String name) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .haveNameNotMatching(".*\\." + name)
                .should()
                .callConstructor(InetSocketAddress.class, String.class, int.class)
                .orShould()
                .callMethod(InetAddress.class, "getByName", String.class)
                .orShould()
                .callMethod(InetAddress.class, "getAllByName", String.class);
    }

    /// Not even the name of a peer, for a log.
    ArchRule looksNoAddressUp() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .callMethod(InetSocketAddress.class, "getHostName")
                .orShould()
                .callMethod(InetAddress.class, "getHostName")
                .orShould()
                .callMethod(InetAddress.class, "getCanonicalHostName");
    }

    /// What event loops share with others takes no locks, but for the classes named here, which
    /// loops ask without waiting.
    ArchRule waitsForNoLockIn(String part, String... others) {
        var loops = noClasses().that().resideInAPackage(in(part));
        for (var name : others) {
            loops = loops.and().haveNameNotMatching(".*\\." + name + "(\\$.*)?");
        }
        return loops.should()
                .dependOnClassesThat()
                .areAssignableTo(Lock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(BlockingQueue.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Semaphore.class)
                .because("the next in line may be a virtual thread that only the loop would run");
    }

    ArchRule hasNoNameWithoutMeaning() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base|Common)$");
    }

    private String in(String part) {
        return root + "." + part + "..";
    }
}
