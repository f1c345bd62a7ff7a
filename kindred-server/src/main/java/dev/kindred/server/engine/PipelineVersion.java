package dev.kindred.server.engine;

import dev.kindred.server.pipeline.PipelineSpec;

/**
 * A pipeline by name.
 *
 * @param id as answers tell it, such as {@code p7}
 * @param rules how it changes the stored ones
 */
record PipelineVersion(String id, PipelineSpec spec, RuleChanges rules) {
    PipelineVersion(String id, PipelineSpec spec) {
        this(id, spec, RuleChanges.NONE);
    }
}
