package pounce.lifecycle.introspection;

import java.net.InetAddress;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Options;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.error.ErrorCode;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;

/// A document about the server at an endpoint, where somebody wants it.
public final class IntrospectionPlugin implements Plugin {
    private static final Logger LOG = LoggerFactory.getLogger(IntrospectionPlugin.class);

    /// Made by the service loader.
    public IntrospectionPlugin() {}

    @Override
    public String name() {
        return "introspection";
    }

    @Override
    public void install(PluginContext context) {
        var settings = context.settings();
        if (settings.get(Options.INTROSPECTION)) {
            var errors = new LastErrors();
            var document = new ServerDocument(context.server(), settings, errors);
            context.collector(errors);
            context.adminEndpoint(
                    settings.get(Options.INTROSPECTION_PATH), _ -> answer(document.text()));
            context.onStart(IntrospectionPlugin::warn);
        }
    }

    private static Response answer(String json) {
        return Response.json(json).header("cache-control", "no-cache, no-store");
    }

    /// Nobody is asked who they are.
    private static void warn(Server server) {
        var uris = server.adminUris().isEmpty() ? server.uris() : server.adminUris();
        for (var uri : uris) {
            if (isPublic(uri)) {
                LOG.atWarn()
                        .addKeyValue("code", ErrorCode.POUNCE_CONFIG_INTROSPECTION_PUBLIC)
                        .addKeyValue("listener", uri)
                        .log("Other machines can read what introspection shows");
            }
        }
    }

    /// {@return whether other machines reach it; the server has written its host as an address}
    private static boolean isPublic(URI listener) {
        return !"unix".equals(listener.getScheme())
                && !InetAddress.ofLiteral(listener.getHost()).isLoopbackAddress();
    }
}
