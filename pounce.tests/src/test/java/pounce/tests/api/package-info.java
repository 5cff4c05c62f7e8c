/// What an application, an embedder and a plug-in see of pounce: the contract's laws.
@NullMarked
package pounce.tests.api;

import org.jspecify.annotations.NullMarked;
