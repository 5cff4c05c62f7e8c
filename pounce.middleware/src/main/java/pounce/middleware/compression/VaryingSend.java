package pounce.middleware.compression;

import pounce.api.HttpScope;
import pounce.api.ResponseStart;
import pounce.api.Send;
import pounce.api.SendEvent;
import pounce.middleware.KnownHeads;

/// A response to a client that takes it as it is: caches must know that others may get it coded.
///
/// @param request what is responded to
/// @param next where the response goes
/// @param heads what becomes of its head
record VaryingSend(HttpScope request, Send next, KnownHeads heads) implements Send {

    @Override
    public void send(SendEvent event) {
        next.send(event instanceof ResponseStart start ? varying(start) : event);
    }

    private ResponseStart varying(ResponseStart start) {
        if (start.status() == 304) {
            return CodedHead.notModified(start, request.headers().all("if-none-match"));
        }
        return heads.apply(start);
    }
}
