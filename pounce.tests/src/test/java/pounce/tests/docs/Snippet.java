package pounce.tests.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A sample of Java, which may be less than a file: what it is says the parser.
///
/// @param block as it is in the page
/// @param shape what it is
/// @param types the names of what it declares, if it declares nothing but types
/// @param body what belongs between braces: no imports, and static types
record Snippet(Block block, Shape shape, List<String> types, String body) {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final Pattern MODULE =
            Pattern.compile("^(?:open )?module ([\\w.]+)", Pattern.MULTILINE);
    private static final Pattern HEADER =
            Pattern.compile("^(?:import|package) .*;$", Pattern.MULTILINE);

    /// What a sample can be.
    enum Shape {
        /// The declaration of a module.
        MODULE("", ""),
        /// Types, methods, fields.
        MEMBERS(" ", ""),
        /// What stands in a method.
        STATEMENTS(" Object statements() throws Exception { if (true) {", "} return null; }"),
        /// What has a value.
        EXPRESSION(" Object expression() throws Exception { return ", "; }"),
        /// What the parser does not take for any of these.
        UNKNOWN(" ", "");

        private final String before;
        private final String after;

        Shape(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }

    static Snippet of(Block block) {
        if (MODULE.matcher(block.text()).find()) {
            return new Snippet(block, Shape.MODULE, List.of(), block.text());
        }
        var body = HEADER.matcher(block.text()).replaceAll("");
        for (var shape : List.of(Shape.MEMBERS, Shape.STATEMENTS, Shape.EXPRESSION)) {
            var wrapped = "class Sample {" + shape.before + body + shape.after + "}";
            var parsed = parse(wrapped);
            if (parsed.isPresent()) {
                return shape == Shape.MEMBERS
                        ? members(block, wrapped, parsed.get())
                        : new Snippet(block, shape, List.of(), body);
            }
        }
        return new Snippet(block, Shape.UNKNOWN, List.of(), body);
    }

    /// Types become static, so that they can be used from anywhere in the page.
    private static Snippet members(Block block, String wrapped, Parsed parsed) {
        var members = parsed.members();
        var text = new StringBuilder(wrapped);
        members.stream()
                .filter(member -> member.getKind() == Tree.Kind.CLASS)
                .map(ClassTree.class::cast)
                .filter(type -> !type.getModifiers().getFlags().contains(Modifier.STATIC))
                .map(parsed::start)
                .sorted(Comparator.reverseOrder())
                .forEach(start -> text.insert(start, "static "));
        var types =
                members.stream().allMatch(ClassTree.class::isInstance)
                        ? members.stream()
                                .map(type -> ((ClassTree) type).getSimpleName().toString())
                                .toList()
                        : List.<String>of();
        return new Snippet(
                block,
                Shape.MEMBERS,
                types,
                text.substring("class Sample { ".length(), text.length() - 1));
    }

    /// {@return the name of the module that this declares}
    String module() {
        var module = MODULE.matcher(block.text());
        if (!module.find()) throw new IllegalStateException("no module: " + block.text());
        return module.group(1);
    }

    /// {@return the imports that it has itself, on one line}
    String imports() {
        return HEADER.matcher(block.text())
                .results()
                .map(match -> match.group())
                .filter(line -> line.startsWith("import"))
                .collect(Collectors.joining(" "));
    }

    /// {@return the package that it says it is in}
    Optional<String> packageName() {
        return HEADER.matcher(block.text())
                .results()
                .map(match -> match.group())
                .filter(line -> line.startsWith("package "))
                .map(line -> line.substring("package ".length(), line.length() - 1))
                .findFirst();
    }

    /// {@return a class with this in it, on the lines of the page}
    String nested(String before) {
        return before
                + "{"
                + shape.before
                + "\n".repeat(block.line() - 1)
                + body
                + shape.after
                + "}";
    }

    /// {@return a file with this in it, on the lines of the page}
    String file(String before) {
        return before
                + imports()
                + "\n".repeat(block.line() - 1)
                + HEADER.matcher(block.text()).replaceAll("");
    }

    private static Optional<Parsed> parse(String text) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var task =
                (JavacTask)
                        JAVAC.getTask(
                                null,
                                null,
                                diagnostics,
                                List.of("-proc:none"),
                                null,
                                List.of(new Source("Sample.java", text)));
        try {
            var unit = task.parse().iterator().next();
            return diagnostics.getDiagnostics().stream()
                            .anyMatch(each -> each.getKind() == Diagnostic.Kind.ERROR)
                    ? Optional.empty()
                    : Optional.of(
                            new Parsed(
                                    ((ClassTree) unit.getTypeDecls().getFirst()).getMembers(),
                                    member ->
                                            (int)
                                                    Trees.instance(task)
                                                            .getSourcePositions()
                                                            .getStartPosition(unit, member)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private record Parsed(List<? extends Tree> members, ToIntFunction<Tree> at) {
        int start(Tree member) {
            return at.applyAsInt(member);
        }
    }

    /// A file that is nowhere but in memory.
    static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("sample:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
