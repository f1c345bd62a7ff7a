/** Recommends by what items are: text analysis, TF-IDF and content-based models. */
@NullMarked
package dev.kindred.content;

import org.jspecify.annotations.NullMarked;
