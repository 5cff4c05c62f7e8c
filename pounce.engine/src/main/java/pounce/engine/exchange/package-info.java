/// From a request head to a response: what an application sees and says, whatever the protocol (RFC
/// 9110).
///
/// Knows neither sockets nor protocols: a protocol hands in an
/// [pounce.engine.exchange.ExchangeStream].
@NullMarked
package pounce.engine.exchange;

import org.jspecify.annotations.NullMarked;
