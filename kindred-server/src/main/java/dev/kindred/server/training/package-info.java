/** From events to the model that serves: when, how, and whether it is good enough. */
@NullMarked
package dev.kindred.server.training;

import org.jspecify.annotations.NullMarked;
