/** Other systems as processes of their own, told what to do line by line, measured beside ours. */
@NullMarked
package dev.kindred.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
