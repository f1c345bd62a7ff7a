package dev.kindred.neural;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Trains the self-attentive model. */
final class SasRecTraining implements Epochs.Body, AutoCloseable {
    // Numbers of the generators; epochs have theirs from 0 on.
    private static final long START = -1;
    private static final long HOLD_BACK = -2;

    private final SasRecConfig config;
    private final Dataset data;
    private final FitContext context;
    private final ModelInfo info;
    private final SasRecParameters parameters;
    private final HeldBack heldBack;
    private final Sequences sequences;
    private final byte[] known;
    private final Step step;
    private final SasRecGraph graph;

    SasRecTraining(SasRecConfig config, Dataset data, FitContext context) {
        this.config = config;
        this.data = data;
        this.context = context;
        this.info = ModelInfo.of(SasRec.NAME, config, data, context);
        this.parameters = new SasRecParameters(config, data.items().size(), context.random(START));
        this.heldBack = HeldBack.lastItems(data, config.validation(), context.random(HOLD_BACK));
        this.sequences = new Sequences(config.maxLength(), config.batchSize());
        this.known = new byte[data.items().size()];
        for (int user = 0; user < data.users().size(); user++) {
            History liked = heldBack.history(user).positive();
            for (int k = 0; k < liked.size(); k++) {
                known[liked.item(k)] = 1;
            }
            sequences.add(liked.items());
        }
        this.step = new Step(Torch.engine(context.progress()));
        this.graph = new SasRecGraph(config, step, parameters);
    }

    /** Trains, and makes the model. */
    SasRecModel run() {
        if (sequences.isEmpty()) {
            return model();
        }
        var checkpoint = new Checkpoint(info, context);
        new Epochs(
                        SasRec.NAME,
                        config.epochs(),
                        config.patience(),
                        parameters.all(),
                        checkpoint,
                        context)
                .run(this);
        SasRecModel model = model();
        checkpoint.remove();
        return model;
    }

    private SasRecModel model() {
        return new SasRecModel(info, data.items(), parameters.snapshot(), known.clone());
    }

    @Override
    public double train(int epoch) {
        SplittableRandom random = context.random(epoch);
        List<Sequences.Batch> batches = sequences.batches(random.split());
        double sum = 0;
        long count = 0;
        for (int at = 0; at < batches.size(); at++) {
            Epochs.checkInterrupt();
            double done = (epoch + (double) at / batches.size()) / config.epochs();
            double learningRate = config.learningRate() * (1 - config.decay() * done);
            float rate = Weights.rate(learningRate, (long) epoch * batches.size() + at + 1);
            sum += graph.train(batches.get(at), rate, random);
            count += batches.get(at).places();
        }
        return sum / count;
    }

    @Override
    public double measure() {
        return heldBack.isEmpty() ? Double.NaN : heldBack.ndcg(model(), context);
    }

    @Override
    public String text(double measured) {
        return String.format(Locale.ROOT, "nDCG@10 %.4f", measured);
    }

    @Override
    public void close() {
        step.close();
    }
}
