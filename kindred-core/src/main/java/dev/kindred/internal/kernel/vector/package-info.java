/**
 * The kernels on {@code jdk.incubator.vector}. Nothing here is loaded unless the JVM runs with that
 * module: use {@link dev.kindred.internal.kernel.Kernels#get}.
 */
@NullMarked
package dev.kindred.internal.kernel.vector;

import org.jspecify.annotations.NullMarked;
