package dev.kindred.server.tenant;

import dev.kindred.server.engine.Workspace;

/**
 * A project and all that works for it.
 *
 * @param workspace what is stored and what answers from it
 */
public record Tenant(Workspace workspace) {}
