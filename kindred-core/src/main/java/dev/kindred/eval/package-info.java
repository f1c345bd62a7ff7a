/**
 * Offline measurement: is this recommender any good, and is it better than that one?
 *
 * <p>An {@link dev.kindred.eval.Evaluation} asks the very object that would serve for one list per
 * test user, and measures it by {@link dev.kindred.eval.Metric}s, which {@link
 * dev.kindred.eval.Metrics} knows by name. The {@link dev.kindred.eval.Report} holds the values
 * with intervals, the values of every user, and the {@link dev.kindred.eval.Protocol} under which
 * they were measured: values of different protocols are not comparable. {@link
 * dev.kindred.eval.Significance} and {@link dev.kindred.eval.ComparisonTable} compare reports of
 * the same users.
 */
@NullMarked
package dev.kindred.eval;

import org.jspecify.annotations.NullMarked;
