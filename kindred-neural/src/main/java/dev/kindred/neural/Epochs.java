package dev.kindred.neural;

import dev.kindred.io.Tensors;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Runs the epochs of a training: tells the loss and what is measured on held back data, keeps
 * checkpoints, stops early and restores the best epoch.
 */
final class Epochs {
    private final String name;
    private final int total;
    private final int patience;
    private final List<Weights> weights;
    private final Checkpoint checkpoint;
    private final FitContext context;
    private float[][] best = new float[0][];
    private double highest = Double.NEGATIVE_INFINITY;
    private int worse;
    private double loss = Double.NaN;

    /** What is done in an epoch. */
    interface Body {
        /**
         * Trains an epoch.
         *
         * @param epoch from 0
         * @return the mean loss
         */
        double train(int epoch);

        /** Measures on held back data, higher is better; {@code NaN} if nothing is held back. */
        double measure();

        /** Writes what was measured for people, such as "nDCG@10 .43". */
        String text(double measured);
    }

    Epochs(
            String name,
            int total,
            int patience,
            List<Weights> weights,
            Checkpoint checkpoint,
            FitContext context) {
        this.name = name;
        this.total = total;
        this.patience = patience;
        this.weights = weights;
        this.checkpoint = checkpoint;
        this.context = context;
    }

    /**
     * Trains all epochs that are left.
     *
     * @return the mean loss of the last one
     */
    double run(Body body) {
        int epoch = restore();
        context.progress().update("fit " + name, epoch, total, "");
        while (epoch < total && worse < patience) {
            loss = body.train(epoch++);
            if (!Double.isFinite(loss)) {
                throw new FitException(
                        "%s diverged in epoch %d: the loss is %s. Maybe lower learningRate."
                                .formatted(name, epoch, loss));
            }
            double measured = body.measure();
            String text = Double.isNaN(measured) ? "" : ", " + body.text(measured);
            watch(measured);
            if (epoch < total && checkpoint.isWanted()) {
                checkpoint.write(state(epoch));
            }
            context.progress().update("fit " + name, epoch, total, lossText() + text);
        }
        restoreBest();
        requireFinite();
        return loss;
    }

    private String lossText() {
        return String.format(Locale.ROOT, "loss %.4f", loss);
    }

    private void watch(double measured) {
        if (Double.isNaN(measured)) {
            return;
        }
        if (measured > highest) {
            highest = measured;
            worse = 0;
            best = weights.stream().map(part -> part.values().clone()).toArray(float[][]::new);
        } else {
            worse++;
        }
    }

    private Tensors state(int epoch) {
        var state = new Tensors();
        weights.forEach(part -> part.save(state));
        for (int k = 0; k < best.length; k++) {
            state.put("best." + k, best[k]);
        }
        state.put("epoch", new int[] {epoch, worse, best.length});
        state.put("measured", new double[] {loss, best.length == 0 ? 0 : highest});
        return state;
    }

    /** Goes back to the checkpoint; the number of epochs that are done. */
    private int restore() {
        Tensors state = checkpoint.read();
        if (state == null) {
            return 0;
        }
        weights.forEach(part -> part.load(state));
        int[] counts = state.ints("epoch");
        worse = counts[1];
        best = new float[counts[2]][];
        for (int k = 0; k < best.length; k++) {
            best[k] = state.floats("best." + k);
        }
        double[] measured = state.doubles("measured");
        loss = measured[0];
        highest = best.length == 0 ? Double.NEGATIVE_INFINITY : measured[1];
        context.progress()
                .tell(
                        "going on from a checkpoint: %d of %d epochs are done"
                                .formatted(counts[0], total));
        return counts[0];
    }

    private void restoreBest() {
        for (int k = 0; k < best.length; k++) {
            System.arraycopy(best[k], 0, weights.get(k).values(), 0, best[k].length);
        }
    }

    private void requireFinite() {
        for (Weights part : weights) {
            for (float value : part.values()) {
                if (!Float.isFinite(value)) {
                    throw new FitException(
                            "%s diverged: a parameter is %s. Maybe lower learningRate."
                                    .formatted(name, value));
                }
            }
        }
    }

    /** Ends a training that was interrupted. */
    static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }
}
