/** Answers: from models, rules and what users did a moment ago. Knows nothing of HTTP. */
@NullMarked
package dev.kindred.server.engine;

import org.jspecify.annotations.NullMarked;
