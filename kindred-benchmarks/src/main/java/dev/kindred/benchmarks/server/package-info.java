/** A server process, and load on it from another. */
@NullMarked
package dev.kindred.benchmarks.server;

import org.jspecify.annotations.NullMarked;
