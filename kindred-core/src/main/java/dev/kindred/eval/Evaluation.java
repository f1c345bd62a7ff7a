package dev.kindred.eval;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.data.TestSet;
import dev.kindred.internal.Checks;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.Recommender;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures recommenders and rating predictors on one test set. Immutable: one evaluation serves any
 * number of candidates, so that all are measured alike.
 *
 * <p>By default every item that the user does not have yet is ranked; test items that the training
 * data does not know count as targets; users without targets are left out. All list metrics are
 * computed on one list per user, as long as the deepest of them needs.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(split).metrics(Metrics.parse("ndcg@10,recall@20")).build();
 * Report report = evaluation.run("item-knn", new ItemKnn(config), FitContext.seeded(42));
 * }</pre>
 *
 * <p>Cost: one list per user plus O(list length) per metric; intervals O(resamples x users x
 * metrics).
 */
public final class Evaluation {
    final Dataset train;
    final TestSet test;
    final List<Metric> metrics; // bound to the data
    final String split;
    final int sampledCandidates;
    final boolean repeatSeen;
    final double relevantFrom;
    final double confidence;
    final int resamples;

    private Evaluation(Builder builder) {
        train = builder.train;
        test = builder.test;
        metrics = Metrics.bind(builder.metrics, new DataMetric.Data(train, builder.userAttributes));
        split = builder.split;
        sampledCandidates = builder.sampledCandidates;
        repeatSeen = builder.repeatSeen;
        relevantFrom = builder.relevantFrom;
        confidence = builder.confidence;
        resamples = builder.resamples;
    }

    /** Builds an evaluation on a split. */
    public static Builder of(Split split) {
        return new Builder(split.train(), split.test());
    }

    /** Builds an evaluation on given training data and test set. */
    public static Builder of(Dataset train, TestSet test) {
        return new Builder(train, test);
    }

    /** Trains on the training data and measures what the model recommends by itself. */
    public Report run(String name, Algorithm<?> algorithm, FitContext context) {
        return run(name, algorithm, Recommender::of, context);
    }

    /** Trains on the training data and measures the recommender that is made of the model. */
    public Report run(
            String name,
            Algorithm<?> algorithm,
            Function<? super Model, ? extends Recommender> recommender,
            FitContext context) {
        long start = System.nanoTime();
        Model model = algorithm.fit(train, context);
        double seconds = (System.nanoTime() - start) / 1e9;
        RatingModel rating = model instanceof RatingModel predictor ? predictor : null;
        return new Measurement(this, name, recommender.apply(model), rating, context).run(seconds);
    }

    /**
     * Measures a recommender that is there already, and the predictions of a rating model.
     *
     * @param recommender must know the items of the training data, in the same rows
     * @param rating for rating metrics, or null; a recommender of a rating model is told apart from
     *     others by it
     * @param context threads, progress, and the seed of sampled candidates and intervals
     */
    public Report measure(
            String name,
            Recommender recommender,
            @Nullable RatingModel rating,
            FitContext context) {
        return new Measurement(this, name, recommender, rating, context).run(0);
    }

    /** Builds an evaluation; not thread-safe. */
    public static final class Builder {
        private final Dataset train;
        private final TestSet test;
        private Attributes userAttributes;
        private List<Metric> metrics = Metrics.parse("ndcg@10,recall@10,precision@10");
        private String split = "given";
        private int sampledCandidates;
        private boolean repeatSeen;
        private double relevantFrom = Double.NEGATIVE_INFINITY;
        private double confidence = 0.95;
        private int resamples = 1000;

        private Builder(Dataset train, TestSet test) {
            this.train = train;
            this.test = test;
            this.userAttributes = test.userAttributes(train);
        }

        /** What to measure (default ndcg@10, recall@10, precision@10). */
        public Builder metrics(List<Metric> value) {
            metrics = List.copyOf(value);
            return this;
        }

        /** Where the data come from, for the protocol (default "given"). */
        public Builder split(String description) {
            split = description;
            return this;
        }

        /** Attributes of test users (default: {@link TestSet#userAttributes}). */
        public Builder userAttributes(Attributes value) {
            userAttributes = value;
            return this;
        }

        /**
         * Ranks only the targets and this many random other items per user (default 0: all items).
         * Fast, but not comparable with full ranking.
         */
        public Builder sampledCandidates(int value) {
            sampledCandidates = Checks.notNegative("sampledCandidates", value);
            return this;
        }

        /** Lists may hold items of the history (default false). */
        public Builder repeatSeen(boolean value) {
            repeatSeen = value;
            return this;
        }

        /** Only test items of at least this value are targets of lists (default: all). */
        public Builder relevantFrom(double value) {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("relevantFrom must be a number, but is NaN");
            }
            relevantFrom = value;
            return this;
        }

        /** Confidence of the intervals; between 0 and 1 (default 0.95). */
        public Builder confidence(double value) {
            confidence = Checks.between("confidence", value, 0, 1);
            return this;
        }

        /** Bootstrap resamples of the intervals; 0 for none (default 1000). */
        public Builder resamples(int value) {
            resamples = Checks.notNegative("resamples", value);
            return this;
        }

        /**
         * The evaluation.
         *
         * @throws IllegalArgumentException if a metric needs attributes that the data has not
         */
        public Evaluation build() {
            return new Evaluation(this);
        }
    }
}
