/** Training on many machines; what comes out is core's models. */
@NullMarked
package dev.kindred.spark.train;

import org.jspecify.annotations.NullMarked;
