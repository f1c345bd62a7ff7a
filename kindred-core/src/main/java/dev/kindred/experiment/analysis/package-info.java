/**
 * What an experiment says: sufficient statistics that are kept while it runs and merged, and tests,
 * intervals and advice computed from them in an instant.
 */
@NullMarked
package dev.kindred.experiment.analysis;

import org.jspecify.annotations.NullMarked;
