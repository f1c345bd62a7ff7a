/** Imports and exports: events, items and users as lines of JSON or CSV, in bounded memory. */
@NullMarked
package dev.kindred.server.transfer;

import org.jspecify.annotations.NullMarked;
