package dev.kindred.eval;

import dev.kindred.data.Split;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Trains on the training data of splits and measures on their test sets; the mean counts. */
final class SplitObjective implements Objective {
    private final AlgorithmProvider provider;
    private final Metric metric;
    private final Halving halving;
    private final FitContext context;
    private final List<Split> splits;
    private final List<List<Evaluation>> evaluations = new ArrayList<>(); // by split and step

    /**
     * The objective.
     *
     * @param context of each trial
     */
    SplitObjective(
            AlgorithmProvider provider,
            List<Split> splits,
            Metric metric,
            double relevantFrom,
            Halving halving,
            FitContext context) {
        this.provider = provider;
        this.metric = metric;
        this.halving = halving;
        this.context = context;
        this.splits = List.copyOf(splits);
        for (Split split : splits) {
            List<TestUser> users = new ArrayList<>(split.test().users());
            Collections.shuffle(users, new Random(context.seed())); // each part is a random one
            var steps = new ArrayList<Evaluation>();
            for (int step = 0; step < halving.steps(); step++) {
                int size = halving.users(step, users.size());
                steps.add(evaluation(split, users.subList(0, size), relevantFrom));
            }
            evaluations.add(steps);
        }
    }

    private Evaluation evaluation(Split split, List<TestUser> users, double relevantFrom) {
        return Evaluation.of(split.train(), new TestSet(users))
                .metrics(List.of(metric))
                .relevantFrom(relevantFrom)
                .resamples(0)
                .build();
    }

    @Override
    public Attempt begin(Record config) {
        return new Fits(config);
    }

    /** The models of one configuration, one per split; trained again only where epochs grow. */
    private final class Fits implements Attempt {
        private final Record config;
        private @Nullable Record trained;
        private final List<Model> models = new ArrayList<>();

        Fits(Record config) {
            this.config = config;
        }

        @Override
        public double value(int step) {
            fit(halving.config(step, config, provider.name()));
            double sum = 0;
            for (int split = 0; split < splits.size(); split++) {
                sum += measure(split, step);
            }
            return sum / splits.size();
        }

        private void fit(Record wanted) {
            if (!wanted.equals(trained)) {
                models.clear();
                Algorithm<?> algorithm = provider.create(wanted);
                for (Split split : splits) {
                    models.add(algorithm.fit(split.train(), context));
                }
                trained = wanted;
            }
        }

        private double measure(int split, int step) {
            Model model = models.get(split);
            RatingModel rating =
                    model instanceof RatingModel predictor
                            ? FilledRatings.of(predictor, splits.get(split).train())
                            : null;
            return evaluations
                    .get(split)
                    .get(step)
                    .measure(provider.name(), Recommender.of(model), rating, context)
                    .metric(metric.name());
        }
    }
}
