package pounce.tests.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.Pounce;
import pounce.tests.application.Compiled;

/// No call site of ours costs time at a start that the build could have spent.
final class CallSitesTest {
    private static final Path LINKER = Path.of("../src/build/java/LinkCallSites.java");
    private static final long PATIENCE_SECONDS = 60;

    /// Every way for arguments and results to go, and labels of every kind.
    private static final String SAMPLE =
            """
            import java.lang.annotation.*;
            import java.util.*;
            import java.util.function.*;

            public class Sample extends Base implements Supplier<String> {
                private final String name;
                private int calls;

                public Sample() { this("sample"); }

                private Sample(String name) { super(name); this.name = name; }

                interface Wide { Object of(byte b, short s, char c, int i, long l, float f, double d, boolean z); }
                interface Both<A extends Comparable<A>> { A first(A one, A other); default int two() { return 2; } }
                @Target(ElementType.TYPE_USE) @Retention(RetentionPolicy.RUNTIME) @interface Marked {}
                interface Quiet { void run(String text) throws Exception; }
                interface Whole { static String kind() { return "whole"; } private String secret() { return "secret"; }
                    default Supplier<String> told() { return this::secret; } default Supplier<String> inLambda() { return () -> secret() + "!"; } }
                record Point(int x, int y) {}
                sealed interface Shape permits Square, Circle, Unit {}
                record Square(int side) implements Shape {}
                record Circle(long radius) implements Shape {}
                enum Unit implements Shape { ONE }

                private static String joined(Object... all) { return Arrays.toString(all); }
                private String mine(String other) { calls++; return name + other + calls; }
                private static long sum(int a, long b) { return a + b; }
                private static <T> T same(T it) { return it; }
                private static Integer boxed(Object it) { return it.hashCode(); }

                @Override public String toString() { return "S"; }

                static String kind(Object it) {
                    return switch (it) {
                        case null -> "null";
                        case Square(int side) when side > 9 -> "large";
                        case Square square -> "square" + square.side();
                        case Circle(long radius) -> "circle" + radius;
                        case Unit _ -> "unit";
                        case String text when text.isEmpty() -> "empty";
                        case String text -> text;
                        case int[] numbers -> "ints" + numbers.length;
                        case Map.Entry<?, ?> entry -> kind(entry.getKey()) + kind(entry.getValue());
                        default -> it.getClass().getSimpleName();
                    };
                }

                static String constants(String it) {
                    return switch (it) { case "one" -> "1"; case String text when text.isEmpty() -> "empty"; case "two" -> "2"; default -> "?"; };
                }

                static String constants(Shape it) {
                    return switch (it) { case Unit.ONE -> "unit"; case Shape shape -> "shape"; };
                }

                class Inner { String outer() { Supplier<String> up = () -> name + Sample.this.mine("i"); return up.get(); } }

                @Override public String get() {
                    var told = new ArrayList<Object>();
                    byte b = 1; short s = 2; char c = 'c'; int i = 3; long l = 4; float f = 5; double d = 6; boolean z = true;
                    Supplier<Object> captured = () -> joined(b, s, c, i, l, f, d, z, name);
                    told.add(captured.get());
                    Wide wide = Sample::joined;
                    told.add(wide.of(b, s, c, i, l, f, d, z));
                    Wide capturing = (b2, s2, c2, i2, l2, f2, d2, z2) -> d2 + l2 + i + (z2 ? l : f2);
                    told.add(capturing.of(b, s, c, i, l, f, d, z));
                    BiFunction<Integer, Integer, Long> widened = Sample::sum;
                    told.add(widened.apply(7, 8) instanceof Long);
                    ToLongFunction<Integer> unboxed = it -> it;
                    told.add(unboxed.applyAsLong(9));
                    ToDoubleBiFunction<Integer, Long> lifted = Sample::sum;
                    told.add(lifted.applyAsDouble(1, 2L));
                    IntFunction<Object> box = Sample::boxed;
                    told.add(box.apply(77));
                    IntBinaryOperator max = Math::max;
                    told.add(max.applyAsInt(3, 4));
                    IntToLongFunction toLong = it -> it;
                    told.add(toLong.applyAsLong(5));
                    ToIntFunction<String> generic = text -> Sample.<Integer>same(text.length());
                    told.add(generic.applyAsInt("abc"));
                    Supplier<Integer> seven = () -> 7;
                    LongSupplier hidden = seven::get;
                    told.add(hidden.getAsLong());
                    told.add(Map.of("a", 1, "b", 2).entrySet().stream().mapToLong(Map.Entry::getValue).sum());
                    Supplier<Character> letter = () -> 'x';
                    IntSupplier ofLetter = () -> letter.get();
                    told.add(ofLetter.getAsInt());
                    Supplier<@Marked String> marked = () -> name;
                    told.add(marked.get());
                    Supplier<Supplier<String>> nested = () -> () -> name;
                    told.add(nested.get().get());
                    Function<String, String> bound = this::mine;
                    told.add(bound.apply("b") + bound.apply("c"));
                    BiFunction<Sample, String, String> unbound = Sample::mine;
                    told.add(unbound.apply(this, "u"));
                    Supplier<String> above = super::hidden;
                    told.add(above.get());
                    Function<String, Sample> constructed = Sample::new;
                    told.add(constructed.apply("n").name);
                    BiFunction<Integer, Integer, Point> point = Point::new;
                    told.add(point.apply(1, 2));
                    IntFunction<int[]> array = int[]::new;
                    told.add(array.apply(3).length);
                    Supplier<Inner> inner = Inner::new;
                    told.add(inner.get().outer());
                    Both<String> both = (one, other) -> one.compareTo(other) > 0 ? one : other;
                    told.add(both.first("x", "y") + both.two());
                    Quiet quiet = told::add;
                    Quiet failing = text -> { throw new java.io.IOException(text); };
                    try { quiet.run("quiet"); failing.run("thrown"); } catch (Exception thrown) { told.add(thrown); }
                    Whole whole = new Whole() {};
                    told.add(whole.told().get() + whole.inLambda().get());
                    Supplier<String> ofInterface = Whole::kind;
                    told.add(ofInterface.get());
                    UnaryOperator<List<String>> copy = List::copyOf;
                    told.add(copy.apply(new ArrayList<>(List.of("p", "q"))));
                    Function<List<String>, Integer> size = List::size;
                    told.add(size.apply(List.of("p")));
                    Runnable one = System::nanoTime;
                    one.run();
                    Comparator<String> order = Comparator.comparing(String::length, (x, y) -> y - x);
                    told.add(order.compare("a", "bb"));
                    Runnable serial = (Runnable & java.io.Serializable) () -> told.add("serial");
                    serial.run();
                    Object either = i > 2 ? (Supplier<String>) () -> "yes" : (Function<String, String>) x -> x;
                    told.add(either instanceof Supplier);
                    try { ((Function<Object, Object>) (Function) bound).apply(1); } catch (ClassCastException expected) { told.add("cast"); }
                    Function<String, String> texts = String::valueOf;
                    try { told.add(((Function<Object, Object>) (Function) texts).apply(1)); } catch (ClassCastException expected) { told.add("cast"); }
                    for (Object it : new Object[] {null, new Square(3), new Square(10), new Circle(4), Unit.ONE, "", "text", new int[2], Map.entry("k", new Square(1)), 5.0}) {
                        told.add(kind(it));
                    }
                    told.add(constants("one") + constants("") + constants("two") + constants(Unit.ONE) + constants(new Square(1)));
                    return told.toString();
                }
            }

            class Base {
                private final String hidden;
                Base(String hidden) { this.hidden = "h" + hidden; }
                protected String hidden() { return hidden; }
            }
            """;

    @TempDir Path directory;

    @ParameterizedTest
    @MethodSource("modules")
    void areLinkedInEveryModule(String name) throws IOException {
        assertEquals(List.of(), sitesOf(name));
    }

    static Stream<String> modules() {
        return Pounce.class.getModule().getLayer().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith("pounce.") && !name.equals("pounce.tests"));
    }

    @Test
    void areFoundInWhatIsNotLinked() throws IOException {
        assertNotEquals(List.of(), sitesOf("pounce.tests"));
    }

    @Test
    void doTheSameWhenTheyAreLinked() throws Exception {
        compiled(SAMPLE);
        var before = told();

        link();

        assertEquals(before, told());
        assertTrue(before.contains("square3, large, circle4, unit, empty, text, ints2, k"), before);
        assertEquals(List.of(), sites(octets().values().stream()));
    }

    @Test
    void stayAsTheyAreOnceTheyAreLinked() throws Exception {
        compiled(SAMPLE);
        link();
        var linked = octets();

        link();

        assertEquals(linked.keySet(), octets().keySet());
        octets().forEach((name, octets) -> assertArrayEquals(linked.get(name), octets, name));
    }

    @Test
    void areLinkedAnewWithTheirClass() throws Exception {
        compiled(SAMPLE);
        link();
        assertTrue(octets().keySet().stream().anyMatch(CallSitesTest::isLambda));

        compiled("public class Sample { Runnable run() { return () -> {}; } }");
        link();

        assertEquals(
                1,
                octets().keySet().stream().filter(CallSitesTest::isLambda).count(),
                octets()::toString);

        compiled("public class Sample { }");
        link();

        assertFalse(octets().keySet().stream().anyMatch(CallSitesTest::isLambda));
    }

    @Test
    void goWithTheirClass() throws Exception {
        compiled(SAMPLE);
        link();

        for (var name : octets().keySet()) {
            if (name.startsWith("Sample") && !name.contains("$$Lambda$")) {
                Files.delete(classes().resolve(name));
            }
        }
        link();

        assertFalse(octets().keySet().stream().anyMatch(name -> name.startsWith("Sample")));
    }

    @Test
    void areMendedAfterARunThatWasCutShort() throws Exception {
        compiled(SAMPLE);
        var host = classes().resolve("Sample.class");
        var compiled = ClassFile.of().parse(host);
        var before = told();
        link();

        var members = compiled.findAttribute(Attributes.nestMembers()).orElseThrow();
        Files.write(host, withMembers(ClassFile.of().parse(host), members));
        assertThrows(IllegalAccessError.class, this::told);
        link();

        assertEquals(before, told());
    }

    private static byte[] withMembers(ClassModel host, NestMembersAttribute members) {
        return ClassFile.of()
                .transformClass(
                        host,
                        ClassTransform.dropping(each -> each instanceof NestMembersAttribute)
                                .andThen(ClassTransform.endHandler(end -> end.with(members))));
    }

    @Test
    void areOfTheVersionOfTheirClass() throws Exception {
        Compiled.into(classes())
                .source(
                        "Sample.java",
                        "public class Sample { Runnable run() { return () -> {}; } }")
                .compile("--release", "21", "-Xlint:-options");
        link();

        octets().forEach((name, octets) ->
                assertEquals(
                        ClassFile.JAVA_21_VERSION,
                        ClassFile.of().parse(octets).majorVersion(),
                        name));
        assertEquals(2, octets().size());
    }

    private static boolean isLambda(String name) {
        return name.startsWith("Sample$$Lambda$");
    }

    private Path classes() {
        return directory.resolve("classes");
    }

    private void compiled(String source) throws IOException {
        Compiled.into(classes())
                .source("Sample.java", source)
                .compile("-XDstringConcat=inline", "-Xlint:-unchecked");
    }

    private String told() throws Exception {
        try (var loader = new URLClassLoader(new URL[] {classes().toUri().toURL()}, null)) {
            var sample = loader.loadClass("Sample").getConstructor().newInstance();
            return String.valueOf(((Supplier<?>) sample).get());
        }
    }

    private void link() throws Exception {
        var output = directory.resolve("linker.log");
        var linker =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                classes().toString(),
                                LINKER.toString(),
                                classes().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertTrue(linker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
            assertEquals(0, linker.exitValue(), () -> text(output));
        } finally {
            linker.destroyForcibly();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// {@return the class files, by their names}
    private Map<String, byte[]> octets() throws IOException {
        var all = new TreeMap<String, byte[]>();
        try (var files = Files.list(classes())) {
            for (var file : files.toList()) {
                all.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    private static List<String> sitesOf(String name) throws IOException {
        var module = Pounce.class.getModule().getLayer().configuration().findModule(name);
        var classes = new ArrayList<byte[]>();
        try (var reader = module.orElseThrow().reference().open()) {
            for (var file : reader.list().filter(each -> each.endsWith(".class")).toList()) {
                try (var octets = reader.open(file).orElseThrow()) {
                    classes.add(octets.readAllBytes());
                }
            }
        }
        return sites(classes.stream());
    }

    /// {@return the call sites that the build links: all but those of records, of constants among
    /// the labels of a switch, and of lambdas that are more than one interface}
    private static List<String> sites(Stream<byte[]> classes) {
        return classes.map(octets -> ClassFile.of().parse(octets))
                .flatMap(CallSitesTest::sites)
                .toList();
    }

    private static Stream<String> sites(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .mapMulti((element, found) -> {
                    if (element instanceof InvokeDynamicInstruction site && isToBeLinked(site)) {
                        found.accept(
                                type.thisClass().asInternalName()
                                        + ": "
                                        + site.bootstrapMethod().methodName());
                    }
                });
    }

    private static boolean isToBeLinked(InvokeDynamicInstruction site) {
        return switch (site.bootstrapMethod().methodName()) {
            case "metafactory", "makeConcat", "makeConcatWithConstants" -> true;
            case "typeSwitch" ->
                    site.bootstrapArgs().stream().allMatch(label -> label instanceof ClassDesc);
            default -> false;
        };
    }
}
