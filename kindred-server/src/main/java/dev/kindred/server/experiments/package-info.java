/** Experiments in service: who sees which variant, what it counts, and what follows from it. */
@NullMarked
package dev.kindred.server.experiments;

import org.jspecify.annotations.NullMarked;
