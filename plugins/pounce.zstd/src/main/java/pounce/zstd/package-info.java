/// The content coding `zstd` (RFC 8878, with the window of RFC 9659), for responses and requests.
///
/// Whatever is native here has an owner that closes it; nothing waits for the garbage collector.
@NullMarked
package pounce.zstd;

import org.jspecify.annotations.NullMarked;
