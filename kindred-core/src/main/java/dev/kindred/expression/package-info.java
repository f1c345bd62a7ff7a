/** The one filter, boost and targeting language: typed, compiled once, linear in time. */
@NullMarked
package dev.kindred.expression;

import org.jspecify.annotations.NullMarked;
