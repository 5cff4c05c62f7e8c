package pounce.tests.docs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.cli.PounceCommand;

/// What is asked of every page; each check says what is wrong, and where.
final class PageChecks {
    private static final Set<String> LANGUAGES =
            Set.of(
                    "java",
                    "properties",
                    "sh",
                    "console",
                    "text",
                    "python",
                    "json",
                    "xml",
                    "yaml",
                    "html",
                    "js",
                    "http");
    private static final Pattern INDENTED = Pattern.compile(" {4,}(?:\\$ )?(?:\\./)?pounce .*");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("(POUNCE_[A-Z0-9_]*[A-Z0-9])(?:=.*)?");

    private PageChecks() {}

    /// What a block is decides how it is checked, so each says it.
    static List<String> languages(Page page) {
        var faults = new ArrayList<String>();
        for (var block : page.blocks()) {
            if (!LANGUAGES.contains(block.language()) && !block.language().equals(Block.GIVEN)) {
                faults.add(page.fault(block.line() - 1, "a fence says one of " + LANGUAGES));
            }
        }
        var prose = page.prose();
        for (int at = 0; at < prose.size(); at++) {
            if (INDENTED.matcher(prose.get(at)).matches()) {
                faults.add(page.fault(at + 1, "a command belongs between ```sh and ```"));
            }
        }
        return faults;
    }

    /// Settings load.
    static List<String> settings(Page page, Path directory) throws IOException {
        var faults = new ArrayList<String>();
        for (var block : page.blocks("properties")) {
            var file = directory.resolve("sample.properties");
            Files.writeString(file, block.inPlace(""));
            try {
                var _ = ServerConfig.builder().file(file).build();
            } catch (ConfigException fault) {
                faults.add(page.fault(block.line(), String.valueOf(fault.getMessage())));
            }
        }
        return faults;
    }

    /// Command lines are understood, with the values of their flags.
    static List<String> commands(Page page, Path directory) throws IOException {
        var faults = new ArrayList<String>();
        for (var block : page.blocks("sh", "console")) {
            for (var command : ShellLine.of(block)) {
                if (command.isPounce()) {
                    makeConfig(command.words(), directory);
                    var said = new StringWriter();
                    var writer = new PrintWriter(said);
                    int code =
                            new PounceCommand()
                                    .out(writer)
                                    .err(writer)
                                    .directory(directory)
                                    .environment(command.environment())
                                    .parse(command.arguments());
                    if (code != 0) faults.add(page.fault(command.line(), said.toString()));
                }
            }
        }
        return faults;
    }

    private static void makeConfig(List<String> words, Path directory) throws IOException {
        int flag = words.indexOf("--config");
        if (flag >= 0 && flag + 1 < words.size()) {
            var file = directory.resolve(words.get(flag + 1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    /// Links lead to files and headings of the repository.
    static List<String> links(Page page) {
        var faults = new ArrayList<String>();
        for (var link : page.links()) {
            if (!link.isOutside() && !leadsSomewhere(page, link)) {
                faults.add(page.fault(link.line(), "nothing is at " + link.target()));
            }
        }
        return faults;
    }

    private static boolean leadsSomewhere(Page page, Page.Link link) {
        var file =
                link.path().isEmpty()
                        ? page.file()
                        : page.file().resolveSibling(link.path()).normalize();
        var there = Page.REPOSITORY.resolve(file);
        if (file.startsWith("..") || !Files.exists(there)) {
            return link.path().isEmpty() && page.anchors().contains(link.anchor());
        }
        return link.anchor().isEmpty()
                || (link.path().isEmpty() ? page : Page.read(there))
                        .anchors()
                        .contains(link.anchor());
    }

    /// Options, their variables and flags, and codes of errors are those that there are.
    static List<String> names(Page page) {
        var known =
                Stream.concat(
                                Options.known().stream().map(Option::variable),
                                Arrays.stream(ErrorCode.values()).map(ErrorCode::toString))
                        .collect(Collectors.toSet());
        var options = Options.known().stream().map(Option::name).collect(Collectors.toSet());
        var groups =
                options.stream()
                        .filter(name -> name.contains("."))
                        .map(name -> name.substring(0, name.indexOf('.')))
                        .collect(Collectors.toSet());
        var faults = new ArrayList<String>();
        var prose = page.prose();
        for (int at = 0; at < prose.size(); at++) {
            for (var quoted : QUOTED.matcher(prose.get(at)).results().toList()) {
                var text = quoted.group(1);
                var name = text.replaceAll("[ =].*", "");
                var variable = VARIABLE.matcher(text);
                boolean isNone =
                        name.matches("[a-z0-9-]+\\.[a-z0-9-]+")
                                ? groups.contains(name.substring(0, name.indexOf('.')))
                                        && !options.contains(name)
                                : variable.matches()
                                        && !variable.group(1).startsWith("POUNCE_PLUGIN_")
                                        && !known.contains(variable.group(1));
                if (isNone) faults.add(page.fault(at + 1, "there is no " + text));
            }
        }
        return faults;
    }
}
