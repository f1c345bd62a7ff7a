package dev.kindred.server.engine;

import org.jspecify.annotations.Nullable;

/**
 * Why an item is not in a list.
 *
 * @param item outside id
 * @param stage the first that it did not pass, such as {@code hidden}, {@code seen}, {@code
 *     disliked}, {@code owner}, {@code excluded}, {@code candidates}, {@code filter}, {@code
 *     rules}, {@code no-opinion}, {@code outranked}, {@code reranked}; {@code listed} if it is
 *     there
 * @param rule that took it out, or null
 * @param wouldRank its rank by score, were it not taken out; 0 where no model knows
 * @param score {@code NaN} where it has none
 * @param text the same in a sentence
 */
public record MissingItem(
        String item,
        String stage,
        @Nullable String rule,
        int wouldRank,
        double score,
        String text) {}
