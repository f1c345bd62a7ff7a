package dev.kindred.factor;

import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;

/** Tells how gradient descent goes, and stops it where it diverges. */
final class SgdReport {
    /** A loss this many times the one of no prediction at all is out of hand. */
    private static final double DIVERGED = 100;

    private final String name;
    private final int epochs;
    private final double learningRate;
    private final double largest;
    private final double unit;
    private final FitContext context;

    /**
     * @param start the mean loss of predicting nothing
     * @param unit by which losses are multiplied to be told
     */
    SgdReport(
            String name,
            int epochs,
            double learningRate,
            double start,
            double unit,
            FitContext context) {
        this.name = name;
        this.epochs = epochs;
        this.learningRate = learningRate;
        this.largest = DIVERGED * Math.max(1, start);
        this.unit = unit;
        this.context = context;
    }

    /**
     * Tells of an epoch.
     *
     * @param epoch from 0
     * @param heldBack the mean squared error on what is held back, or NaN if nothing is
     * @throws FitException if the loss is out of hand
     */
    void epoch(int epoch, double loss, double heldBack) {
        if (!(loss < largest) || Double.isInfinite(heldBack)) {
            throw new FitException(
                    "%s diverged in epoch %d: the loss is %s. Maybe lower learningRate (%s)."
                            .formatted(name, epoch + 1, loss, learningRate));
        }
        String note = "loss %.5f".formatted(loss * unit);
        if (!Double.isNaN(heldBack)) {
            note += ", held back rmse %.5f".formatted(Math.sqrt(heldBack * unit));
        }
        context.progress().update("fit " + name, epoch + 1, epochs, note);
    }

    /** Never lets a model out that holds NaN or infinity. */
    void finished(float[]... parameters) {
        for (float[] array : parameters) {
            for (float value : array) {
                if (!Float.isFinite(value)) {
                    throw new FitException(
                            "%s diverged in epoch %d: a parameter is %s. Maybe lower learningRate"
                                            .formatted(name, epochs, value)
                                    + " (%s).".formatted(learningRate));
                }
            }
        }
    }
}
