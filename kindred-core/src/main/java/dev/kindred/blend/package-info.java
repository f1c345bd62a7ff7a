/** Hybrids: several models that score as one. */
@NullMarked
package dev.kindred.blend;

import org.jspecify.annotations.NullMarked;
