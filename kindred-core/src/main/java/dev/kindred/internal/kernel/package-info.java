/**
 * Dense float arithmetic: dot, axpy, blocked products, Cholesky, inverse, selection of the best.
 * One small interface, in plain Java and on the JDK's vector module; everything else is built on it
 * once.
 */
@NullMarked
package dev.kindred.internal.kernel;

import org.jspecify.annotations.NullMarked;
