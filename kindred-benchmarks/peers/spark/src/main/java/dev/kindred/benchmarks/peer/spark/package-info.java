/** Apache Spark's MLlib as a peer, in a process of its own. */
@NullMarked
package dev.kindred.benchmarks.peer.spark;

import org.jspecify.annotations.NullMarked;
