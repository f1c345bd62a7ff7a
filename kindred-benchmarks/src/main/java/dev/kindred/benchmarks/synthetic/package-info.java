/** Interaction sets of any size, made from a seed. */
@NullMarked
package dev.kindred.benchmarks.synthetic;

import org.jspecify.annotations.NullMarked;
