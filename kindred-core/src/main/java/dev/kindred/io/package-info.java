/** Reading and writing files: interactions, attributes, tensors. */
@NullMarked
package dev.kindred.io;

import org.jspecify.annotations.NullMarked;
