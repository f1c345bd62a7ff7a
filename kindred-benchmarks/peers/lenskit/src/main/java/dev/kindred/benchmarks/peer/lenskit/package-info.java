/** LensKit as a peer, in a process of its own. */
@NullMarked
package dev.kindred.benchmarks.peer.lenskit;

import org.jspecify.annotations.NullMarked;
