/** Offline measurement: metrics, protocols, evaluation. */
@NullMarked
package dev.kindred.eval;

import org.jspecify.annotations.NullMarked;
