import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.NestMembersAttribute;
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
/// is left to the JVM.
///
/// `java -cp DEPENDENCIES LinkCallSites.java CLASSES`: the classes of one module, in their
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

    private void run() throws IOException {
        List<Path> files;
        try (var all = Files.walk(directory)) {
            files = all.filter(file -> file.toString().endsWith(CLASS)).sorted().toList();
        }
        for (var file : files) {
            if (isMade(file)) {
                removeIfStale(file);
            } else {
                link(file);
            }
        }
        for (var nest : nestMembers.entrySet()) {
            addMembers(nest.getKey(), nest.getValue());
        }
    }

    private static boolean isMade(Path file) {
        return file.getFileName().toString().contains(Lambda.MARK);
    }

    /// A class with call sites was compiled anew, one that is not there is no more: either way
    /// these are of its past.
    private void removeIfStale(Path made) throws IOException {
        var name = made.getFileName().toString();
        var owner = made.resolveSibling(name.substring(0, name.indexOf(Lambda.MARK)) + CLASS);
        if (!Files.exists(owner) || CallSites.areIn(FILES.parse(owner))) {
            Files.delete(made);
        }
    }

    private void link(Path file) throws IOException {
        var compiled = FILES.parse(file);
        if (!CallSites.areIn(compiled)) {
            return;
        }
        var sites = new CallSites(compiled, this::add);
        Files.write(file, sites.linked());
    }

    private void add(ClassDesc host, Lambda lambda) {
        nestMembers.computeIfAbsent(host, _ -> new LinkedHashSet<>()).add(lambda.name());
        try {
            Files.write(file(lambda.name()), lambda.octets());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void addMembers(ClassDesc host, LinkedHashSet<ClassDesc> added) throws IOException {
        var file = file(host);
        var compiled = FILES.parse(file);
        var members = membersOf(compiled);
        members.addAll(added);
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
