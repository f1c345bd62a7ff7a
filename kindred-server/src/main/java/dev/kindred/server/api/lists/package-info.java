/** Routes that answer with items or users: recommendations, neighbours, named lists, questions. */
@NullMarked
package dev.kindred.server.api.lists;

import org.jspecify.annotations.NullMarked;
