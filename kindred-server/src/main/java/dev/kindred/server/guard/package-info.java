/** What bounds the time that requests wait for others. */
@NullMarked
package dev.kindred.server.guard;

import org.jspecify.annotations.NullMarked;
