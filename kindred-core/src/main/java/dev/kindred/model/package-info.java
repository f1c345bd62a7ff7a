/** The contract of an algorithm and of the model that it trains. */
@NullMarked
package dev.kindred.model;

import org.jspecify.annotations.NullMarked;
