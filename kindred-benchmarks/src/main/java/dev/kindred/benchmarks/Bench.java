package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.InteractionLog;
import dev.kindred.data.TestSet;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.Recommender;
import java.nio.file.Path;
import java.util.Locale;

/** What the parts measure with: files, threads, stopwatch, calibration. */
final class Bench {
    static final String ML_1M = "ml-1m/ml-1m.zip!ratings.dat";
    static final String GOWALLA = "gowalla/train.txt.gz";
    static final String GOWALLA_TEST = "gowalla/test.txt.gz";
    static final String SPLIT_90 = "ml-1m-split90/train.tsv.gz";
    static final String SPLIT_90_TEST = "ml-1m-split90/test.tsv.gz";

    private final Options options;
    private final Stopwatch watch;
    private final Calibration calibration;

    Bench(Options options, Stopwatch watch, Calibration calibration) {
        this.options = options;
        this.watch = watch;
        this.calibration = calibration;
    }

    /** Training data and the evaluation of a test set beside it. */
    record Trial(Dataset train, TestSet test) {}

    Options options() {
        return options;
    }

    Stopwatch watch() {
        return watch;
    }

    Calibration calibration() {
        return calibration;
    }

    FitContext context() {
        return new FitContext(42, options.threads());
    }

    Path root() {
        return options.root();
    }

    /** Reads a file of the data folder. */
    InteractionLog read(String file) {
        String path = options.data().resolve(file).toString();
        return InteractionFiles.read(path, ReadOptions.defaults()).log();
    }

    Dataset dataset(String file) {
        return new DatasetBuilder().build(read(file));
    }

    Trial gowalla() {
        Dataset train = dataset(GOWALLA);
        return new Trial(train, TestSet.of(train, dataset(GOWALLA_TEST)));
    }

    Trial split90() {
        Dataset train = dataset(SPLIT_90);
        return new Trial(train, TestSet.of(train, dataset(SPLIT_90_TEST)));
    }

    /** Measures the training of an algorithm as a whole. */
    Timing timeFit(Algorithm<?> algorithm, Dataset data) {
        return watch.time(() -> algorithm.fit(data, context()));
    }

    /** The evaluation of a model, without confidence intervals. */
    Report evaluate(String name, Model model, Trial trial, String metrics) {
        var evaluation =
                Evaluation.of(trial.train(), trial.test())
                        .metrics(Metrics.parse(metrics))
                        .resamples(0)
                        .build();
        RatingModel rating = model instanceof RatingModel predictor ? predictor : null;
        return evaluation.measure(name, Recommender.of(model), rating, context());
    }

    /** Recall and nDCG at 20 of a newly trained model, as text. */
    String ranking(Algorithm<?> algorithm, Trial trial) {
        Model model = algorithm.fit(trial.train(), context());
        return rankingOf(evaluate("model", model, trial, "recall@20,ndcg@20"));
    }

    static String rankingOf(Report report) {
        return String.format(
                Locale.ROOT,
                "recall@20 %.4f, ndcg@20 %.4f",
                report.metric("recall@20"),
                report.metric("ndcg@20"));
    }

    /** A count per second, as text. */
    static String perSecond(double count, double seconds, String what) {
        double rate = count / seconds;
        return rate >= 1e6
                ? String.format(Locale.ROOT, "%.2f M %s/s", rate / 1e6, what)
                : String.format(Locale.ROOT, "%,.0f %s/s", rate, what);
    }
}
