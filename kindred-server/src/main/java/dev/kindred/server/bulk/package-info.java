/** Lists and data of a whole project at once: made in the background, into the cache or files. */
@NullMarked
package dev.kindred.server.bulk;

import org.jspecify.annotations.NullMarked;
