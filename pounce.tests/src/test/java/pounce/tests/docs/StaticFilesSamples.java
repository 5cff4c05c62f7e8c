package pounce.tests.docs;

import java.nio.file.Path;
import pounce.api.App;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.StaticFiles;

/// The code of docs/static-files.md.
final class StaticFilesSamples {
    private StaticFilesSamples() {}

    static ServerConfig config() {
        return ServerConfig.builder()
                .files(
                        StaticFiles.of("/assets", Path.of("dist"))
                                .cacheControl("public, max-age=86400"),
                        StaticFiles.of("/", Path.of("site")).fallback("index.html"))
                .build();
    }

    static final App SHOP =
            StaticFiles.middleware(
                            StaticFiles.resources("/assets", Shop.class.getModule(), "site-files"))
                    .apply(App.of(Shop::answer));

    static Response report(Request request) {
        return Response.file("application/pdf", Path.of("report.pdf")).header("etag", "\"7\"");
    }

    private static final class Shop {
        static Response answer(Request request) {
            return Response.text("shop");
        }
    }
}
