/** Models that describe users and items by a few numbers each: least squares, SGD and BPR. */
@NullMarked
package dev.kindred.factor;

import org.jspecify.annotations.NullMarked;
