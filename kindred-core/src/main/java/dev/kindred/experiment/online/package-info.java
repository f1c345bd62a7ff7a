/** Learning while serving: interleaved lists, and bandits over variants and items. */
@NullMarked
package dev.kindred.experiment.online;

import org.jspecify.annotations.NullMarked;
