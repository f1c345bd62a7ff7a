/** Routes to what is stored: users, items, events, imports, exports, statistics. */
@NullMarked
package dev.kindred.server.api.data;

import org.jspecify.annotations.NullMarked;
