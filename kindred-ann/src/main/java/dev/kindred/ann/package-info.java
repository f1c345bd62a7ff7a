/** An approximate index over the vectors of items, for catalogues too large to be scanned. */
@NullMarked
package dev.kindred.ann;

import org.jspecify.annotations.NullMarked;
