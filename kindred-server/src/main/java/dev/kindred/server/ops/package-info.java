/** Figures and logs of a running server. */
@NullMarked
package dev.kindred.server.ops;

import org.jspecify.annotations.NullMarked;
