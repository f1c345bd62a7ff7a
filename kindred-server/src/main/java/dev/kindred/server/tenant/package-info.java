/** The projects that a server serves, each with all that works for it. */
@NullMarked
package dev.kindred.server.tenant;

import org.jspecify.annotations.NullMarked;
