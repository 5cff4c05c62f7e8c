import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Links call sites once, when the project is built, and not at every start.
///
/// For a lambda, a method reference or a `switch` over patterns javac writes an `invokedynamic`.
/// The JVM makes a class of it when it first comes by, which takes half a millisecond each while
/// nothing is compiled yet; a start comes by some four hundred. Here they become what the JVM would
/// make of them: a class beside their own for each lambda, a method for each `switch`. What is rare
/// is left to the JVM. Their frames are seen in stack traces, which those of the JVM are not.
///
/// `java -cp CLASSES:DEPENDENCIES LinkCallSites.java CLASSES`: the classes of one module, in their
/// directory. Those that are linked already stay as they are.
final class LinkCallSites {
    private static final ClassFile FILES = ClassFile.of();
    private static final String CLASS = ".class";

    private final Path directory;

    /// The classes that are made, by the one that they share their private members with.
    private final Map<ClassDesc, LinkedHashSet<ClassDesc>> nestMembers = new LinkedHashMap<>();

    private LinkCallSites(Path directory) {
        this.directory = directory;
    }

    public static void main(String... args) throws IOException {
        var directory = Path.of(args[0]);
        if (Files.isDirectory(directory)) {
            new LinkCallSites(directory).run();
        }
    }

    /// What is on the disk counts, and not what this run has made: so it mends what an earlier one
    /// has left undone.
    private void run() throws IOException {
        for (var file : classFiles()) {
            if (!isMade(file)) {
                link(file);
            }
        }
        for (var file : classFiles()) {
            if (isMade(file)) {
                keepIfUsed(file);
            }
        }
        for (var nest : nestMembers.entrySet()) {
            addMembers(nest.getKey(), nest.getValue());
        }
    }

    private List<Path> classFiles() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(CLASS)).sorted().toList();
        }
    }

    private static boolean isMade(Path file) {
        return file.getFileName().toString().contains(Lambda.MARK);
    }

    private void link(Path file) throws IOException {
        var compiled = FILES.parse(file);
        if (CallSites.areIn(compiled)) {
            Files.write(file, new CallSites(compiled).link(this::write));
        }
    }

    private void write(Lambda lambda) {
        try {
            Files.write(file(lambda.name()), lambda.octets());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A made class that its owner does not know, any more, is of the owner's past.
    private void keepIfUsed(Path file) throws IOException {
        var name = file.getFileName().toString();
        var owner = file.resolveSibling(name.substring(0, name.indexOf(Lambda.MARK)) + CLASS);
        var made = FILES.parse(file);
        var self = made.thisClass().asSymbol();
        if (Files.exists(owner) && knows(FILES.parse(owner), self)) {
            var host = made.findAttribute(Attributes.nestHost()).orElseThrow().nestHost();
            nestMembers.computeIfAbsent(host.asSymbol(), _ -> new LinkedHashSet<>()).add(self);
        } else {
            Files.delete(file);
        }
    }

    private static boolean knows(ClassModel owner, ClassDesc made) {
        for (var constant : owner.constantPool()) {
            if (constant instanceof ClassEntry type && type.matches(made)) {
                return true;
            }
        }
        return false;
    }

    private void addMembers(ClassDesc host, LinkedHashSet<ClassDesc> made) throws IOException {
        var file = file(host);
        var compiled = FILES.parse(file);
        var members = membersOf(compiled);
        if (!members.addAll(made)) {
            return;
        }
        var all = NestMembersAttribute.ofSymbols(List.copyOf(members));
        Files.write(
                file,
                FILES.transformClass(
                        compiled,
                        ClassTransform.dropping(element -> element instanceof NestMembersAttribute)
                                .andThen(ClassTransform.endHandler(end -> end.with(all)))));
    }

    private static LinkedHashSet<ClassDesc> membersOf(ClassModel host) {
        var members = new LinkedHashSet<ClassDesc>();
        host.findAttribute(Attributes.nestMembers())
                .ifPresent(
                        known -> known.nestMembers().forEach(each -> members.add(each.asSymbol())));
        return members;
    }

    private Path file(ClassDesc type) {
        var descriptor = type.descriptorString(); // L...;
        return directory.resolve(descriptor.substring(1, descriptor.length() - 1) + CLASS);
    }
}
