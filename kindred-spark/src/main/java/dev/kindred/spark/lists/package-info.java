/** Lists for all users, by core's kernels inside the partitions. */
@NullMarked
package dev.kindred.spark.lists;

import org.jspecify.annotations.NullMarked;
