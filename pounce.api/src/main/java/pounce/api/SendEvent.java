package pounce.api;

/// What an application says. Cases may be added in minor versions: a middleware that looks at
/// events passes on those it does not know (`default -> next.send(event)`).
public sealed interface SendEvent
        permits InterimResponse,
                LifespanStarted,
                RequestLimit,
                RequestTimeLimit,
                ResponseBody,
                ResponseFile,
                ResponseStart,
                ResponseTrailers {}
