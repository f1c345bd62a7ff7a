/**
 * What people who add an algorithm, a metric or a store test it with: contracts, generators, real
 * data. Published as the test-jar of kindred-core.
 */
@NullMarked
package dev.kindred.testkit;

import org.jspecify.annotations.NullMarked;
