/** Ids, interactions, sparse rows, attributes, data sets and splits. */
@NullMarked
package dev.kindred.data;

import org.jspecify.annotations.NullMarked;
