/** The command {@code kindred}: one class per task. */
@NullMarked
package dev.kindred.cli;

import org.jspecify.annotations.NullMarked;
