/** Diversity, fairness, caps and calibration; each a step of the ranking pipeline. */
@NullMarked
package dev.kindred.rerank;

import org.jspecify.annotations.NullMarked;
