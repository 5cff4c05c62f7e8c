package pounce.staticfiles;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Media types by the extension of a name. The system's own tables differ from machine to machine,
/// and the JDK's knows neither fonts nor modules, so this one is pounce's.
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";

    /// What text is in is UTF-8 nearly always, and nothing else can be known.
    private static final String CHARSET = "; charset=utf-8";

    private static final Map<String, String> KNOWN =
            read(
                    """
                    text/html                 html htm
                    text/css                  css
                    text/javascript           js mjs cjs
                    text/plain                txt text log conf ini properties toml
                    text/markdown             md markdown
                    text/csv                  csv
                    text/tab-separated-values tsv
                    text/calendar             ics
                    text/vcard                vcf
                    text/vtt                  vtt
                    text/xml                  xml xsl xsd
                    text/yaml                 yaml yml
                    application/json          json map
                    application/ld+json       jsonld
                    application/geo+json      geojson
                    application/manifest+json webmanifest
                    application/xhtml+xml     xhtml
                    application/atom+xml      atom
                    application/rss+xml       rss
                    application/wasm          wasm
                    application/pdf           pdf
                    application/rtf           rtf
                    application/sql           sql
                    application/epub+zip      epub
                    application/zip           zip
                    application/gzip          gz tgz
                    application/zstd          zst
                    application/x-bzip2       bz2
                    application/x-xz          xz
                    application/x-tar         tar
                    application/x-7z-compressed 7z
                    application/vnd.rar       rar
                    application/java-archive  jar war ear
                    application/vnd.android.package-archive apk
                    application/x-sh          sh
                    application/msword        doc
                    application/vnd.ms-excel  xls
                    application/vnd.ms-powerpoint ppt
                    application/vnd.ms-fontobject eot
                    application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
                    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
                    application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
                    application/vnd.oasis.opendocument.text odt
                    application/vnd.oasis.opendocument.spreadsheet ods
                    application/vnd.oasis.opendocument.presentation odp
                    application/vnd.apple.mpegurl m3u8
                    application/dash+xml      mpd
                    font/woff2                woff2
                    font/woff                 woff
                    font/ttf                  ttf
                    font/otf                  otf
                    font/collection           ttc
                    image/svg+xml             svg
                    image/png                 png
                    image/apng                apng
                    image/jpeg                jpg jpeg jpe
                    image/gif                 gif
                    image/webp                webp
                    image/avif                avif
                    image/jxl                 jxl
                    image/heic                heic
                    image/bmp                 bmp
                    image/tiff                tif tiff
                    image/x-icon              ico
                    audio/mpeg                mp3
                    audio/mp4                 m4a
                    audio/aac                 aac
                    audio/flac                flac
                    audio/ogg                 ogg oga opus
                    audio/wav                 wav
                    audio/webm                weba
                    audio/midi                mid midi
                    video/mp4                 mp4 m4v
                    video/mpeg                mpg mpeg
                    video/mp2t                ts
                    video/ogg                 ogv
                    video/webm                webm
                    video/quicktime           mov
                    video/x-matroska          mkv
                    video/x-msvideo           avi
                    """);

    private final Map<String, String> own;

    /// @param own of the mount, by extension in lower case; they come first
    MediaTypes(Map<String, String> own) {
        this.own = own;
    }

    /// {@return the type of a file; `application/octet-stream` if nothing better is known}
    ///
    /// @param name of the file
    String of(String name) {
        var extension = extension(name);
        var type = own.get(extension);
        return type != null ? type : KNOWN.getOrDefault(extension, UNKNOWN);
    }

    /// {@return whether the name is that of something else than a page}
    boolean isNoPage(String name) {
        var type = of(name);
        return !type.equals(UNKNOWN) && !type.startsWith("text/html");
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> read(String table) {
        var types = new HashMap<String, String>();
        table.lines()
                .map(line -> line.split(" +"))
                .forEach(words -> {
                    var type = words[0].startsWith("text/") ? words[0] + CHARSET : words[0];
                    for (int i = 1; i < words.length; i++) {
                        types.put(words[i], type);
                    }
                });
        return Map.copyOf(types);
    }
}
