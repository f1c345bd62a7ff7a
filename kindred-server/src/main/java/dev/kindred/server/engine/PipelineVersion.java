package dev.kindred.server.engine;

import dev.kindred.server.pipeline.PipelineSpec;

/**
 * A pipeline by name.
 *
 * @param id as answers tell it, such as {@code p7}
 */
record PipelineVersion(String id, PipelineSpec spec) {}
