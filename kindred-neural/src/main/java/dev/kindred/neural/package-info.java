/**
 * Neural recommenders. What is trained scores with core's own kernels: PyTorch is needed to train
 * only.
 */
@NullMarked
package dev.kindred.neural;

import org.jspecify.annotations.NullMarked;
