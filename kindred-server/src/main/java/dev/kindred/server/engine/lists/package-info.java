/** Lists that need no trained model: what is popular, trending, new or alike. */
@NullMarked
package dev.kindred.server.engine.lists;

import org.jspecify.annotations.NullMarked;
