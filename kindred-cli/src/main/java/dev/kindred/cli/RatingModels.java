package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.RatingModel;
import java.util.ArrayList;
import java.util.List;

/** Which algorithms predict ratings: those that make a rating model of no data at all. */
final class RatingModels {
    /** The mode of algorithms that have two. */
    static final String MODE = "rating";

    private RatingModels() {}

    /** Fails if the algorithm predicts no ratings, and names those that do. */
    static void check(AlgorithmOptions.Choice choice) {
        if (!predicts(choice)) {
            throw new UsageException(
                    "%s predicts no ratings%s; %s do"
                            .formatted(
                                    choice.name(),
                                    choice.configTexts().containsKey("mode")
                                            ? " with mode=" + choice.configTexts().get("mode")
                                            : "",
                                    names()));
        }
    }

    static boolean predicts(AlgorithmOptions.Choice choice) {
        Dataset nothing = new DatasetBuilder().build(new InteractionLog());
        return choice.algorithm().fit(nothing, new FitContext(0, 1)) instanceof RatingModel;
    }

    /** The names of all that do, for messages. */
    static String names() {
        List<String> names = new ArrayList<>();
        for (AlgorithmProvider provider : Algorithms.all()) {
            var options = new AlgorithmOptions();
            if (predicts(options.choice(provider.name(), MODE))) {
                names.add(provider.name());
            }
        }
        return String.join(", ", names);
    }
}
