/// The grammar of fields (RFC 9110, section 5), which knows nothing of pounce.
@NullMarked
package pounce.api.field;

import org.jspecify.annotations.NullMarked;
