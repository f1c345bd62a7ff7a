/** LibRec as a peer, in a process of its own. */
@NullMarked
package dev.kindred.benchmarks.peer.librec;

import org.jspecify.annotations.NullMarked;
