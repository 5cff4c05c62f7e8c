/// The coding `zstd`, beside the library's own streams.
@NullMarked
package pounce.tests.zstd;

import org.jspecify.annotations.NullMarked;
