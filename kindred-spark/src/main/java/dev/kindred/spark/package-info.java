/**
 * Jobs for Apache Spark: data, training and lists at any size, with the ordinary model files as
 * result. Nobody depends on this package.
 */
@NullMarked
package dev.kindred.spark;

import org.jspecify.annotations.NullMarked;
