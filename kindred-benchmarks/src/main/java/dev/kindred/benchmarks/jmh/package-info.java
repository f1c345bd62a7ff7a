/** JMH benchmarks of the kernels and of the steps that all algorithms share. */
@NullMarked
package dev.kindred.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
