package pounce.engine.http2;

import pounce.api.Headers;
import pounce.engine.message.RequestTarget;

/// A request head (RFC 9113, section 8.3.1) that has passed every rule.
///
/// @param method case-sensitive
/// @param target what is asked for
/// @param authority host and port as the client named them; empty if it did not
/// @param fields without control data; a cookie that came in crumbs is whole again
/// @param length of the content that was declared, in octets; -1 if none was
/// @param expectsContinue whether the client waits for 100 before it sends content
/// @param priority how soon the response is wanted
public record Head(
        String method,
        RequestTarget target,
        String authority,
        Headers fields,
        long length,
        boolean expectsContinue,
        Priority priority) {}
