package dev.kindred.eval;

import dev.kindred.data.Dataset;
import dev.kindred.data.Splitter;
import dev.kindred.data.Splitters;
import dev.kindred.internal.Checks;
import dev.kindred.io.DataException;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.SearchRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the best settings of an algorithm on a validation split of training data. Immutable.
 *
 * <p>Give it training data alone: what it finds is chosen on all that it sees, so only data that it
 * has not seen can tell how good it is. The first trial is the configuration as given, unless a
 * range that was asked for leaves it out. For rating metrics a pair that a trial cannot predict
 * counts as predicted by the mean of the training data, so that not predicting is no advantage.
 *
 * <pre>{@code
 * Tuning tuning = Tuner.of(split.train(), new EaseProvider(), EaseConfig.builder().build())
 *         .metric(Metrics.of("ndcg@10")).trials(30).build().run(FitContext.seeded(42));
 * Report report = Evaluation.of(split).build()
 *         .run("ease", new Ease((EaseConfig) tuning.config()), FitContext.seeded(42));
 * }</pre>
 *
 * <p>The same data, settings, seed and number of parallel trials give the same result on any number
 * of threads, whether in one run or, with a file of trials, in several. Only a limit of time
 * depends on the clock. Each trial needs the memory of a training, and keeps its models while they
 * are measured.
 *
 * <p>Sources: J. Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NIPS 2011 (TPE);
 * L. Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020 (successive
 * halving that decides at once). How they are done here, and how that differs, stands in {@code
 * TpeSampler} and {@code Halving}.
 */
public final class Tuner {
    /** How the next settings are chosen. */
    public enum Method {
        /** Evenly over the ranges. */
        RANDOM,
        /** Where earlier trials did well: tree-structured Parzen estimator. */
        TPE
    }

    /**
     * What bad trials are denied: they are given up after 1/9 or 1/3 of it. Only trials that got
     * all of it can be the best.
     */
    public enum Budget {
        /** Epochs where the algorithm has at least 4 that are not searched; else users. */
        AUTO,
        /** The algorithm's epochs; each part is trained anew. */
        EPOCHS,
        /** The test users that are measured, at least 200; each trial is trained once. */
        USERS,
        /** Nothing: every trial gets everything. */
        NONE
    }

    final Dataset data;
    final Splitter splitter;
    final AlgorithmProvider provider;
    final SearchSpace space;
    final boolean withBase;
    final Metric metric;
    final double relevantFrom;
    final Method method;
    final Budget budget;
    final int trials;
    final @Nullable Duration time;
    final int parallel;
    final @Nullable Path file;

    private Tuner(Builder builder) {
        data = builder.data;
        splitter = builder.splitter;
        provider = builder.provider;
        space = builder.space();
        Map<String, String> base = space.baseSettings();
        withBase =
                builder.ranges.values().stream()
                        .map(range -> range.position(base.getOrDefault(range.setting(), "")))
                        .allMatch(position -> position >= 0 && position <= 1);
        metric = builder.metric;
        relevantFrom = builder.relevantFrom;
        method = builder.method;
        budget = builder.budget;
        Halving.of(budget, space, 0); // says whether there are epochs to take a part of
        trials = builder.trials;
        time = builder.time;
        parallel = builder.parallel;
        file = builder.file;
    }

    /**
     * Builds a tuner.
     *
     * @param data training data, of which a part is held back to measure on
     * @param config of the type of the provider's defaults; what is not searched stays as it is
     */
    public static Builder of(Dataset data, AlgorithmProvider provider, Record config) {
        return new Builder(data, provider, config);
    }

    /**
     * Searches.
     *
     * @param context the seed of splits, trainings and choices; threads, which parallel trials
     *     share; progress
     * @throws IOException if the file of trials cannot be read or written
     * @throws DataException if that file is of another search, or broken
     * @throws FitException if every trial fails
     */
    public Tuning run(FitContext context) throws IOException {
        return new TuningRun(this, context).run();
    }

    /** Builds a tuner; not thread-safe. */
    public static final class Builder {
        private final Dataset data;
        private final AlgorithmProvider provider;
        private final Record config;
        private final Map<String, SearchRange> ranges = new TreeMap<>();
        private final Set<String> fixed = new HashSet<>();
        private Splitter splitter = Splitters.perUser(0.2);
        private Metric metric = Metrics.of("ndcg@10");
        private double relevantFrom = Double.NEGATIVE_INFINITY;
        private Method method = Method.TPE;
        private Budget budget = Budget.AUTO;
        private int trials = 50;
        private @Nullable Duration time;
        private int parallel = 1;
        private @Nullable Path file;

        private Builder(Dataset data, AlgorithmProvider provider, Record config) {
            this.data = data;
            this.provider = provider;
            this.config = config;
        }

        /**
         * How the data is split (default {@code user:0.2}); with several splits the mean counts.
         */
        public Builder split(Splitter value) {
            splitter = value;
            return this;
        }

        /** What is to be good (default ndcg@10); as high or as low as it can be. */
        public Builder metric(Metric value) {
            if (value.better() == Metric.Better.NEITHER) {
                throw new IllegalArgumentException(
                        "metric %s describes and does not judge, so nothing is best"
                                .formatted(value.name()));
            }
            if (value.name().contains("/")) {
                throw new IllegalArgumentException(
                        "metric %s has a value per group, and a search needs one"
                                .formatted(value.name()));
            }
            metric = value;
            return this;
        }

        /** Only test items of at least this value are targets of lists (default: all). */
        public Builder relevantFrom(double value) {
            relevantFrom = value;
            return this;
        }

        /** Searches a setting in a range, instead of in the algorithm's own one if it has one. */
        public Builder range(SearchRange value) {
            ranges.put(value.setting(), value);
            return this;
        }

        /** Leaves a setting as it is in the configuration. */
        public Builder fix(String setting) {
            fixed.add(setting);
            return this;
        }

        /** How the next settings are chosen (default TPE). */
        public Builder method(Method value) {
            method = value;
            return this;
        }

        /** What bad trials are denied (default AUTO). */
        public Builder budget(Budget value) {
            budget = value;
            return this;
        }

        /** Ends the search after so many trials (default 50). */
        public Builder trials(int value) {
            trials = Checks.positive("trials", value);
            return this;
        }

        /** Starts no trial later than this after the start; null for no limit (default). */
        public Builder time(@Nullable Duration value) {
            time = value;
            return this;
        }

        /** How many trials run at once, sharing the threads (default 1). */
        public Builder parallel(int value) {
            parallel = Checks.positive("parallel", value);
            return this;
        }

        /** Where trials are kept, and go on from if they are there; null for nowhere (default). */
        public Builder file(@Nullable Path value) {
            file = value;
            return this;
        }

        /**
         * The tuner.
         *
         * @throws IllegalArgumentException if a setting is both fixed and has a range, there is no
         *     range, or the budget is EPOCHS and there are none to take a part of
         */
        public Tuner build() {
            return new Tuner(this);
        }

        private SearchSpace space() {
            var all = new LinkedHashMap<String, SearchRange>();
            provider.searchSpace(config).forEach(range -> all.put(range.setting(), range));
            all.keySet().removeAll(fixed);
            all.putAll(ranges);
            for (String setting : fixed) {
                if (ranges.containsKey(setting)) {
                    throw new IllegalArgumentException(
                            "%s is fixed and has a range; only one can be".formatted(setting));
                }
            }
            return new SearchSpace(provider.name(), config, List.copyOf(all.values()));
        }
    }
}
