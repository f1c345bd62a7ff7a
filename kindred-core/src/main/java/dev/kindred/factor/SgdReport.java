package dev.kindred.factor;

import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;

/** Tells how gradient descent goes, and stops it where it diverges. */
final class SgdReport {
    private final String name;
    private final int epochs;
    private final double learningRate;
    private final double largest;
    private final FitContext context;

    /**
     * @param largest a loss above it is out of hand
     */
    SgdReport(String name, int epochs, double learningRate, double largest, FitContext context) {
        this.name = name;
        this.epochs = epochs;
        this.learningRate = learningRate;
        this.largest = largest;
        this.context = context;
    }

    /**
     * Tells of an epoch.
     *
     * @param epoch from 0
     * @throws FitException if the loss is out of hand
     */
    void epoch(int epoch, double loss, String note) {
        if (!(loss <= largest)) {
            throw diverged(epoch, "the loss is " + loss);
        }
        context.progress().update("fit " + name, epoch + 1, epochs, note);
    }

    /** Never lets a model out that holds NaN or infinity. */
    void finished(float[]... parameters) {
        for (float[] array : parameters) {
            for (float value : array) {
                if (!Float.isFinite(value)) {
                    throw diverged(epochs - 1, "a parameter is " + value);
                }
            }
        }
    }

    private FitException diverged(int epoch, String what) {
        return new FitException(
                "%s diverged in epoch %d: %s. Maybe lower learningRate (%s)."
                        .formatted(name, epoch + 1, what, learningRate));
    }
}
