package pounce.engine.exchange;

import pounce.api.App;

/// The application that requests of one event loop are served by now, and where it is mounted.
///
/// @param app with all its middleware
/// @param generation counting reloads from 1
/// @param rootPath the prefix under which the application is mounted; empty at the root
/// @param contentLimits for request content
/// @param errors what clients are told when the application does not answer
/// @param drain says when this generation ends
/// @param pins the requests that it serves
public record Site(
        App app,
        int generation,
        String rootPath,
        ContentLimits contentLimits,
        ErrorResponses errors,
        Drain drain,
        Pins pins) {}
