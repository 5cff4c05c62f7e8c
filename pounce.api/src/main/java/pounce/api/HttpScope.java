package pounce.api;

/// One request and its response. Implemented by pounce only: methods may be added.
public non-sealed interface HttpScope extends Scope, RequestHead {

    /// {@return the trailer fields (RFC 9110, section 6.5); empty until the content has been
    /// received to its end}
    Headers trailers();

    /// {@inheritDoc}
    @Override
    <T> HttpScope with(Key<T> key, T value);
}
