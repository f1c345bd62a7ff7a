/** The recommender server: REST, background jobs, live swap of models. */
@NullMarked
package dev.kindred.server;

import org.jspecify.annotations.NullMarked;
