/** Small programs that show how to use the library. */
@NullMarked
package dev.kindred.examples;

import org.jspecify.annotations.NullMarked;
