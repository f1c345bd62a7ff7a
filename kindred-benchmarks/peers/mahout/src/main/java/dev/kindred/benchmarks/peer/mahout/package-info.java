/** Apache Mahout's recommender as a peer, in a process of its own. */
@NullMarked
package dev.kindred.benchmarks.peer.mahout;

import org.jspecify.annotations.NullMarked;
