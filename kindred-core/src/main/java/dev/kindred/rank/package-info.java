/** From scores to an answer: filters, top-n, fallback, explanation. */
@NullMarked
package dev.kindred.rank;

import org.jspecify.annotations.NullMarked;
