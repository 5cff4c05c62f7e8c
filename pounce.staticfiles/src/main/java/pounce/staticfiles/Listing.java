package pounce.staticfiles;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import pounce.api.Content;
import pounce.api.Response;

/// A page that lists a folder: folders first, each by name.
final class Listing {
    /// So many files are listed at most.
    static final int MOST = 10_000;

    /// Nothing on the page may run, and nothing be loaded, whatever files are called.
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final String BEFORE =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{path}</title>
            <style>
            :root { color-scheme: light dark; --line: light-dark(#e4e4e7, #333338); --dim: light-dark(#6b6b73, #9a9aa3) }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2.5rem auto; padding: 0 1.25rem }
            h1 { font-size: 1.25rem; overflow-wrap: anywhere }
            table { width: 100%; border-collapse: collapse }
            th { text-align: left; font-weight: 500; color: var(--dim) }
            th, td { padding: .4rem .5rem; border-bottom: 1px solid var(--line) }
            td:first-child { overflow-wrap: anywhere }
            td + td, th + th { text-align: right; white-space: nowrap; color: var(--dim); font-variant-numeric: tabular-nums }
            a { color: light-dark(#1d4ed8, #8ab4f8); text-decoration: none }
            a:hover, a:focus { text-decoration: underline }
            p { color: var(--dim) }
            </style>
            </head>
            <body>
            <h1>{path}</h1>
            <table>
            <thead><tr><th>Name</th><th>Size</th><th>Modified (UTC)</th></tr></thead>
            <tbody>
            """;

    private Listing() {}

    /// {@return the page}
    ///
    /// @param path of the folder, as the client sees it, with a slash at its end
    /// @param isTop whether there is nothing above it
    /// @param children what is in it
    static Response page(String path, boolean isTop, List<FileTree.Child> children) {
        var page = new StringBuilder(BEFORE.replace("{path}", Escape.html(path)));
        if (!isTop) {
            row(page, "../", "../", "", "");
        }
        children.stream()
                .sorted(
                        Comparator.comparing(Listing::isFile)
                                .thenComparing(FileTree.Child::name, String.CASE_INSENSITIVE_ORDER)
                                .thenComparing(FileTree.Child::name))
                .forEach(child -> row(page, child));
        page.append("</tbody>\n</table>\n");
        if (children.isEmpty()) {
            page.append("<p>There is nothing here.</p>\n");
        } else if (children.size() == MOST) {
            page.append("<p>There is more than is listed here.</p>\n");
        }
        page.append("</body>\n</html>\n");
        var octets = ByteBuffer.wrap(page.toString().getBytes(StandardCharsets.UTF_8));
        return Response.of("text/html; charset=utf-8", new Content.Bytes(octets))
                .header("cache-control", "no-cache")
                .header("content-security-policy", POLICY)
                .header("x-content-type-options", "nosniff");
    }

    private static boolean isFile(FileTree.Child child) {
        return child.node() instanceof Node.File;
    }

    private static void row(StringBuilder page, FileTree.Child child) {
        switch (child.node()) {
            case Node.File(var stamp) ->
                    row(
                            page,
                            "./" + Escape.uriPath(child.name()),
                            child.name(),
                            size(stamp.size()),
                            DATE.format(Instant.EPOCH.plusNanos(stamp.modified())));
            case Node.Folder _ ->
                    row(
                            page,
                            "./" + Escape.uriPath(child.name()) + '/',
                            child.name() + '/',
                            "",
                            "");
            case Node.Absent _ -> {}
        }
    }

    /// The reference begins with a dot: a name with a colon in it would be a scheme.
    private static void row(
            StringBuilder page, String reference, String name, String size, String date) {
        page.append("<tr><td><a href=\"")
                .append(reference)
                .append("\">")
                .append(Escape.html(name))
                .append("</a></td><td>")
                .append(size)
                .append("</td><td>")
                .append(date)
                .append("</td></tr>\n");
    }

    /// {@return a size in the largest unit of which there is at least one}
    static String size(long octets) {
        int unit = octets < 1024 ? 0 : (63 - Long.numberOfLeadingZeros(octets)) / 10;
        return unit == 0
                ? octets + " B"
                : String.format(
                        Locale.ROOT, "%.1f %s", octets / (double) (1L << (10 * unit)), UNITS[unit]);
    }
}
