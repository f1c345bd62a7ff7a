/** One command that measures Kindred and writes {@code benchmarks/RESULTS.md}. */
@NullMarked
package dev.kindred.benchmarks;

import org.jspecify.annotations.NullMarked;
