/**
 * Linear models: each item of a history speaks for other items with learnt weights. Random walks
 * (rp3beta), ridge regression in closed form (ease), elastic net (slim).
 */
@NullMarked
package dev.kindred.linear;

import org.jspecify.annotations.NullMarked;
