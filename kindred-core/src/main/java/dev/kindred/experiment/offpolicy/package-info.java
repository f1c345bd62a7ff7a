/** What another policy would have earned, from the log of the one that served. */
@NullMarked
package dev.kindred.experiment.offpolicy;

import org.jspecify.annotations.NullMarked;
