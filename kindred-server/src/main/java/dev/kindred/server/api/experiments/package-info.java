/** Routes of experiments. */
@NullMarked
package dev.kindred.server.api.experiments;

import org.jspecify.annotations.NullMarked;
