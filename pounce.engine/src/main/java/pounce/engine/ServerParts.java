package pounce.engine;

import java.util.concurrent.Executor;
import pounce.api.ServerConfig;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.plugin.Extensions;
import pounce.engine.plugin.Plugins;

/// What every generation of a server's application has in common.
///
/// @param config what the server runs with
/// @param view what plug-ins may ask about the server
/// @param extensions what is there without an application
/// @param plugins those among them that are installed
/// @param errors what clients are told when an application does not answer
/// @param offload runs what is heavy
record ServerParts(
        ServerConfig config,
        ServerView view,
        Extensions extensions,
        Plugins plugins,
        ErrorResponses errors,
        Executor offload) {}
