/** Models without personal taste: popularity, random, biases. */
@NullMarked
package dev.kindred.baseline;

import org.jspecify.annotations.NullMarked;
