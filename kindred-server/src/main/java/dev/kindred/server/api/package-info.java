/** The routes of the API under {@code /v1}, and those for machines that watch it. */
@NullMarked
package dev.kindred.server.api;

import org.jspecify.annotations.NullMarked;
