package dev.kindred.eval;

/** What a search makes as good as it can. Thread-safe. */
interface Objective {
    /** Begins to measure one configuration. */
    Attempt begin(Record config);

    /** One configuration; used by one thread. */
    interface Attempt {
        /**
         * Measures it.
         *
         * @param step which of the budgets, from 0 for the smallest; called in rising order
         */
        double value(int step);
    }
}
