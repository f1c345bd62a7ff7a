/** Checks, heaps, text and configuration binding; nothing here is public API. */
@NullMarked
package dev.kindred.internal;

import org.jspecify.annotations.NullMarked;
