package pounce.api;

import java.nio.ByteBuffer;

/// A piece of request content (RFC 9110, section 6.4). The first `receive()` sends 100 Continue if
/// the client waits for it.
///
/// @param data a view of the connection's own buffer, **valid until the next `receive()`**: copy
///   what is to be kept
/// @param last whether the content is complete; [HttpScope#trailers()] is then complete too
public record RequestBody(ByteBuffer data, boolean last) implements ReceiveEvent {}
