/** User-based and item-based nearest neighbours. */
@NullMarked
package dev.kindred.knn;

import org.jspecify.annotations.NullMarked;
