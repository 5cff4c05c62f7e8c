package pounce.engine.exchange;

import pounce.api.Headers;
import pounce.engine.message.RequestTarget;

/// A request as its protocol delivers it (RFC 9110, section 6.2): control data and fields.
///
/// @param method case-sensitive
/// @param target what is asked for
/// @param scheme of the connection
/// @param authority host and port as the client named them
/// @param version of the protocol
/// @param fields in the order received
public record RequestControl(
        String method,
        RequestTarget target,
        String scheme,
        String authority,
        String version,
        Headers fields) {}
