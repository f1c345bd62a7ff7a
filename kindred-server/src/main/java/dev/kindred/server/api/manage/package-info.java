/** Routes by which people steer a project: rules, lists, its pipeline, jobs and models. */
@NullMarked
package dev.kindred.server.api.manage;

import org.jspecify.annotations.NullMarked;
