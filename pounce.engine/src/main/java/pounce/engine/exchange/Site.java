package pounce.engine.exchange;

import pounce.api.App;

/// The application that requests are served by now, and where it is mounted.
///
/// @param app with all its middleware
/// @param generation counting reloads from 1
/// @param rootPath the prefix under which the application is mounted; empty at the root
/// @param contentLimit the most request content, in octets, unless the application says otherwise
/// @param drain says when the server ends
public record Site(App app, int generation, String rootPath, long contentLimit, Drain drain) {}
