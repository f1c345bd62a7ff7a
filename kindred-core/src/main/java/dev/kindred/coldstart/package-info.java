/** New users and new items: what to recommend where nobody has done anything yet. */
@NullMarked
package dev.kindred.coldstart;

import org.jspecify.annotations.NullMarked;
