/** Settings that people write, in YAML, JSON, the environment or flags: read with their places. */
@NullMarked
package dev.kindred.server.settings;

import org.jspecify.annotations.NullMarked;
