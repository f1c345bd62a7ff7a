package dev.kindred.server.engine;

import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;

/** Is told how long the stages of answers to single requests took. Thread-safe. */
@FunctionalInterface
public interface Stages {
    /** Nobody wants to know. */
    Stages NONE = (stage, nanos) -> {};

    /** A part of the work for an answer. */
    enum Stage {
        /** Versions from the store, and what a user did. */
        HISTORY,
        /** An answer that was kept, found and taken out. */
        CACHE,
        /** All of the making of a list: scores, filters, boosts, re-ranking. */
        RANK,
        /** One step of re-ranking, which is a part of {@link #RANK}. */
        RERANK,
        /** Pins, properties, reasons, JSON. */
        FINISH
    }

    /** A stage is over. */
    void took(Stage stage, long nanos);

    /** Tells of a stage that is over now. */
    default void since(Stage stage, long start) {
        took(stage, System.nanoTime() - start);
    }

    /** The same step, which is timed. */
    default Step timed(Step step) {
        return new Step() {
            @Override
            public int candidates(int n) {
                return step.candidates(n);
            }

            @Override
            public RankedItems apply(Query query, RankedItems candidates) {
                long start = System.nanoTime();
                RankedItems result = step.apply(query, candidates);
                since(Stage.RERANK, start);
                return result;
            }
        };
    }
}
