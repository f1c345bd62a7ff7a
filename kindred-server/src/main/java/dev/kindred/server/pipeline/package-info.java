/** What a project recommends with, as people write it in {@code kindred.yaml} and over REST. */
@NullMarked
package dev.kindred.server.pipeline;

import org.jspecify.annotations.NullMarked;
