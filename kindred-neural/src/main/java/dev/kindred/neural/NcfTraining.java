package dev.kindred.neural;

import dev.kindred.data.Biases;
import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.BitSet;
import java.util.Locale;
import java.util.SplittableRandom;

/** Trains a network of the NCF family, and makes models of it. */
final class NcfTraining implements Epochs.Body, AutoCloseable {
    private static final int SAMPLE = 384;
    private static final double EFFECT_DAMPING = 5;
    private static final int EFFECT_EPOCHS = 10;

    // Numbers of the generators; epochs have theirs from 0 on.
    private static final long START = -1;
    private static final long HOLD_BACK = -2;
    private static final long CHOOSE_SAMPLE = -3;

    private final NcfKind kind;
    private final NcfConfig config;
    private final Dataset data;
    private final FitContext context;
    private final ModelInfo info;
    private final NcfParameters parameters;
    private final HeldBack heldBack;
    private final Biases biases;
    private final NcfSamples samples;
    private final BitSet trained = new BitSet();
    private final Step step;
    private double loss = 1;

    NcfTraining(NcfKind kind, NcfConfig config, Dataset data, FitContext context) {
        this.kind = kind;
        this.config = config;
        this.data = data;
        this.context = context;
        this.info = ModelInfo.of(kind.algorithm(), config, data, context);
        this.parameters =
                new NcfParameters(
                        kind,
                        config,
                        data.users().size(),
                        data.items().size(),
                        context.random(START));
        SplittableRandom random = context.random(HOLD_BACK);
        this.heldBack =
                rating()
                        ? HeldBack.ratings(data, config.validation(), random)
                        : HeldBack.lastItems(data, config.validation(), random);
        SparseRows seen = data.byUser();
        for (int k = 0; k < seen.entries(); k++) {
            trained.set(k, !heldBack.contains(k) && (rating() || seen.value(k) > 0));
        }
        this.biases = biases();
        this.samples =
                new NcfSamples(
                        seen,
                        trained,
                        targets(),
                        rating() ? 0 : config.negatives(),
                        config.batchSize());
        this.step = new Step(Torch.engine(context.progress()));
    }

    private boolean rating() {
        return config.mode() == Mode.RATING;
    }

    private Biases biases() {
        Dataset known = heldBack.isEmpty() ? data : data.subset(trained);
        boolean same = known.items().equals(data.items()) && known.size() > 0;
        // Held back ratings may be all that an item has: then all ratings tell the effects.
        return known.size() == 0
                ? Biases.of(0, new double[data.items().size()], EFFECT_DAMPING)
                : Biases.fit(
                        (same ? known : data).byUser(),
                        EFFECT_DAMPING,
                        EFFECT_DAMPING,
                        EFFECT_EPOCHS);
    }

    private float[] targets() {
        SparseRows seen = data.byUser();
        float[] targets = new float[seen.entries()];
        for (int user = 0; user < seen.rows(); user++) {
            double effect = biases.userEffect(seen, user);
            for (int k = seen.start(user); k < seen.end(user); k++) {
                targets[k] =
                        rating()
                                ? (float) (biases.residual(seen.column(k), seen.value(k)) - effect)
                                : 1;
            }
        }
        return targets;
    }

    /** Trains, and makes the model. */
    Model run() {
        if (samples.size() > 0) {
            var checkpoint = new Checkpoint(info, context);
            int total = config.epochs() + pretraining();
            var epochs =
                    new Epochs(
                            kind.algorithm(),
                            total,
                            config.patience(),
                            parameters.all(),
                            checkpoint,
                            context);
            loss = epochs.run(this);
            Model model = model();
            checkpoint.remove();
            return model;
        }
        return model();
    }

    /** Epochs before the two parts are put together: each is trained alone, one after the other. */
    private int pretraining() {
        return kind == NcfKind.NEUMF ? 2 * config.pretraining() : 0;
    }

    @Override
    public double train(int epoch) {
        int before = pretraining();
        if (epoch == before && before > 0) {
            parameters.balance();
        }
        boolean gmf = kind.gmf() && (epoch >= before || epoch < config.pretraining());
        boolean mlp = kind.mlp() && (epoch >= before || epoch >= config.pretraining());
        var graph =
                new NcfGraph(
                        config,
                        step,
                        gmf ? parameters.gmf : null,
                        mlp ? parameters.mlp : null,
                        parameters.bias);
        int inPhase = epoch >= before ? epoch - before : epoch % config.pretraining();
        int ofPhase = epoch >= before ? config.epochs() : config.pretraining();
        return train(graph, epoch, inPhase, ofPhase);
    }

    private double train(NcfGraph graph, int epoch, int inPhase, int ofPhase) {
        SplittableRandom random = context.random(epoch);
        samples.start(random.split());
        long steps = (samples.size() + config.batchSize() - 1L) / config.batchSize();
        double sum = 0;
        long count = 0;
        for (long at = 0; at < steps; at++) {
            Epochs.checkInterrupt();
            NcfBatch batch = samples.next();
            double done = (inPhase + (double) at / steps) / ofPhase;
            double learningRate = config.learningRate() * (1 - config.decay() * done);
            float rate = Weights.rate(learningRate, epoch * steps + at + 1);
            sum += graph.train(batch, rate, random);
            count += batch.samples();
        }
        return sum / count;
    }

    @Override
    public double measure() {
        if (heldBack.isEmpty()) {
            return Double.NaN;
        }
        return rating()
                ? -heldBack.rmse((NcfRatingModel) model(), context)
                : heldBack.ndcg(model(), context);
    }

    @Override
    public String text(double measured) {
        return rating()
                ? String.format(Locale.ROOT, "RMSE %.4f", -measured)
                : String.format(Locale.ROOT, "nDCG@10 %.4f", measured);
    }

    private Model model() {
        NcfWeights weights = parameters.snapshot();
        var network = new NcfNetwork(weights, data.items().size());
        float[] users = parameters.users();
        UserPrior prior = UserPrior.of(users, weights.userWidth());
        var taste = new Taste(network, rating() ? Taste.Loss.SQUARED : Taste.Loss.LOGISTIC, prior);
        var tastes =
                new Tastes(
                        network,
                        taste,
                        config.foldIn() ? new float[0] : users,
                        sample(),
                        config.negatives());
        return rating()
                ? new NcfRatingModel(info, data.items(), weights, network, tastes, biases, scale())
                : new NcfModel(info, data.items(), weights, network, tastes, known());
    }

    private int[] sample() {
        int items = data.items().size();
        SplittableRandom random = context.random(CHOOSE_SAMPLE);
        var chosen = new BitSet();
        while (chosen.cardinality() < Math.min(SAMPLE, items)) {
            chosen.set(random.nextInt(items));
        }
        return chosen.stream().toArray();
    }

    private byte[] known() {
        byte[] known = new byte[data.items().size()];
        trained.stream().forEach(k -> known[data.byUser().column(k)] = 1);
        return known;
    }

    private NcfRatingModel.Scale scale() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < data.size(); k++) {
            low = Math.min(low, data.byUser().value(k));
            high = Math.max(high, data.byUser().value(k));
        }
        return data.size() == 0
                ? new NcfRatingModel.Scale(0, 0, 1)
                : new NcfRatingModel.Scale(low, high, Math.max(1e-3, 2 * loss));
    }

    @Override
    public void close() {
        step.close();
    }
}
