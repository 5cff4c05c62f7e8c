package pounce.api;

/// Replaces [Options#LIMIT_REQUEST_BODY] for this request, upwards or downwards; to be sent before
/// the first `receive()`. Content beyond it makes that throw [pounce.api.error.LimitException].
///
/// @param content the most that the client may send; no more than [Options#LIMIT_REQUEST_BODY_MAX]
public record RequestLimit(Size content) implements SendEvent {}
