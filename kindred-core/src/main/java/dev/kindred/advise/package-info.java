/** What a data set holds, what is wrong with it, and which algorithms fit. */
@NullMarked
package dev.kindred.advise;

import org.jspecify.annotations.NullMarked;
