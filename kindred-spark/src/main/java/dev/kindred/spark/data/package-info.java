/** From raw events to what the other jobs read: ids, histories, what is held back for tests. */
@NullMarked
package dev.kindred.spark.data;

import org.jspecify.annotations.NullMarked;
