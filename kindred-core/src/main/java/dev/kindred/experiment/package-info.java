/**
 * Experiments: who is in them and in which arm. Neither storage nor clock nor threads: the caller
 * keeps what is to be remembered.
 */
@NullMarked
package dev.kindred.experiment;

import org.jspecify.annotations.NullMarked;
