/** Keeps finished answers, in memory or in Redis. */
@NullMarked
package dev.kindred.store.cache;

import org.jspecify.annotations.NullMarked;
