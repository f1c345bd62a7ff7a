package dev.kindred.cli;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.DataException;
import dev.kindred.model.FitContext;
import dev.kindred.model.RatingModel;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "predict",
        header = "Predicts ratings of pairs of user and item.",
        description = {
            "",
            "Writes CSV: user,item,prediction, in the order of the pairs; the prediction is empty"
                    + " where there is none (an unknown user or item, too few neighbours). A pair"
                    + " that is rated already is predicted without that rating.",
            "Algorithms with a mode are trained with mode=rating unless --preset or --set says"
                    + " otherwise."
        },
        customSynopsis = {
            "kindred predict (--data FILE [--algorithm NAME] | --model FILE) --pairs FILE [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred predict --data ratings.csv --algorithm item-knn --pairs pairs.csv",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class PredictCommand implements Callable<Integer> {
    private static final String DEFAULT_ALGORITHM = "user-knn";

    @ArgGroup(validate = false, heading = "%nModel:%n", order = 1)
    private ModelOptions source = new ModelOptions();

    @ArgGroup(validate = false, heading = "%nAlgorithm (default: user-knn):%n", order = 2)
    private AlgorithmOptions algorithm = new AlgorithmOptions();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 4)
    private DataOptions dataOptions = new DataOptions();

    @Option(
            names = "--pairs",
            required = true,
            paramLabel = "FILE",
            description = "The pairs: CSV with the columns user and item, or any other layout.",
            order = 3)
    private String pairsFile = "";

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        var reader = new DataReader(common, dataOptions);
        if (source.model == null) {
            RatingModels.check(algorithm.choice(DEFAULT_ALGORITHM, RatingModels.MODE));
        }
        InteractionLog pairs = reader.pairs(pairsFile);
        Bundle bundle =
                source.load(common, reader, algorithm, DEFAULT_ALGORITHM, RatingModels.MODE);
        if (!(bundle.model() instanceof RatingModel model)) {
            throw new DataException(
                    "%s holds a model of %s, which predicts no ratings; %s do"
                            .formatted(
                                    source.model,
                                    bundle.model().info().algorithm(),
                                    RatingModels.names()));
        }
        try (ProgressDisplay progress = common.progress()) {
            double[] predictions =
                    predict(model, bundle, pairs, common.context(progress), progress);
            write(pairs, predictions);
        }
        return reader.exitCode();
    }

    /** Predicts user by user, so that a model can share work between the items of a user. */
    private static double[] predict(
            RatingModel model,
            Bundle bundle,
            InteractionLog pairs,
            FitContext context,
            ProgressDisplay progress) {
        var byUser = new LinkedHashMap<Integer, List<Integer>>();
        for (int k = 0; k < pairs.size(); k++) {
            byUser.computeIfAbsent(pairs.user(k), user -> new ArrayList<>()).add(k);
        }
        IdIndex users = pairs.users();
        IdIndex items = pairs.items();
        List<Map.Entry<Integer, List<Integer>>> groups = new ArrayList<>(byUser.entrySet());
        double[] predictions = new double[pairs.size()];
        var done = new java.util.concurrent.atomic.AtomicInteger();
        context.forEachRow(
                groups.size(),
                group -> {
                    List<Integer> places = groups.get(group).getValue();
                    History history = bundle.history(users.id(groups.get(group).getKey()));
                    int[] rows =
                            places.stream()
                                    .mapToInt(k -> model.items().row(items.id(pairs.item(k))))
                                    .toArray();
                    double[] values = predict(model, history, rows);
                    for (int at = 0; at < rows.length; at++) {
                        predictions[places.get(at)] = values[at];
                    }
                    progress.update("predict", done.incrementAndGet(), groups.size(), "");
                });
        return predictions;
    }

    /** Predictions of one user's items; a rating that is there already is left out for its item. */
    static double[] predict(RatingModel model, History history, int[] rows) {
        double[] predictions = new double[rows.length];
        model.predict(history, rows, predictions);
        for (int at = 0; at < rows.length; at++) {
            if (rows[at] != IdIndex.ABSENT && history.find(rows[at]) >= 0) {
                predictions[at] = model.predict(history.without(rows[at]), rows[at]);
            }
        }
        return predictions;
    }

    private void write(InteractionLog pairs, double[] predictions) throws IOException {
        Writer out = common.terminal().out();
        IdIndex users = pairs.users();
        IdIndex items = pairs.items();
        OutputFormat format = common.format(OutputFormat.CSV);
        if (format == OutputFormat.CSV) {
            Csv.line(out, "user", "item", "prediction");
            for (int k = 0; k < predictions.length; k++) {
                Csv.line(out, users.id(pairs.user(k)), items.id(pairs.item(k)), predictions[k]);
            }
        } else if (format == OutputFormat.JSON) {
            var list = new ArrayList<Map<String, Object>>();
            for (int k = 0; k < predictions.length; k++) {
                var one = new LinkedHashMap<String, Object>();
                one.put("user", users.id(pairs.user(k)));
                one.put("item", items.id(pairs.item(k)));
                one.put("prediction", predictions[k]);
                list.add(one);
            }
            Json.write(out, list);
        } else {
            var table = new Table("user", "item", "prediction");
            for (int k = 0; k < predictions.length; k++) {
                String prediction =
                        Double.isNaN(predictions[k]) ? "-" : Numbers.rounded(predictions[k]);
                table.row(users.id(pairs.user(k)), items.id(pairs.item(k)), prediction);
            }
            table.write(out, common.terminal().columns());
        }
    }
}
