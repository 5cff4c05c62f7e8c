package pounce.engine.connection;

import java.time.Duration;
import pounce.api.spi.TlsProvider.KeyMaterial;

/// What connections under TLS are told.
///
/// @param keys of the server
/// @param clientHello the longest that is read, in octets
/// @param handshake how long all of it may take
public record TlsSettings(KeyMaterial keys, int clientHello, Duration handshake) {}
