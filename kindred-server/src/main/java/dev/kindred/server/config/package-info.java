/** The configuration of the server: {@code kindred.yaml}, environment and flags. */
@NullMarked
package dev.kindred.server.config;

import org.jspecify.annotations.NullMarked;
