/// What happens where providers are missing, broken, or too many: in processes and images of their
/// own.
@NullMarked
package pounce.tests.provision;

import org.jspecify.annotations.NullMarked;
