package pounce.engine.exchange;

import pounce.api.App;

/// The application that requests are served by now, and where it is mounted.
///
/// @param app with all its middleware
/// @param generation counting reloads from 1
/// @param rootPath the prefix under which the application is mounted; empty at the root
/// @param contentLimits for request content
/// @param errors what clients are told when the application does not answer
/// @param drain says when the server ends
public record Site(
        App app,
        int generation,
        String rootPath,
        ContentLimits contentLimits,
        ErrorResponses errors,
        Drain drain) {}
