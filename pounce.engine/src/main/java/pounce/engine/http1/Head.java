package pounce.engine.http1;

import pounce.engine.message.RequestTarget;

/// A request head (RFC 9112, section 2.1) that has passed every rule.
///
/// @param method case-sensitive
/// @param target what is asked for
/// @param minorVersion 0 or 1
/// @param host host and port as the client named them: those of the target if it has some, else
///   Host
/// @param fields with octets of their own
/// @param framing how the end of the content is found
/// @param isPersistent whether the client lets the connection live on
/// @param expectsContinue whether the client waits for 100 before it sends content
public record Head(
        String method,
        RequestTarget target,
        int minorVersion,
        String host,
        FieldSection fields,
        Framing framing,
        boolean isPersistent,
        boolean expectsContinue) {}
