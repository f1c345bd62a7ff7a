package dev.kindred.factor;

import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * Takes gradient descent from epoch to epoch, tells how it goes, and stops it where it diverges.
 */
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

    /** What to tell of an epoch; the error on what is held back is NaN where nothing is. */
    interface Note {
        String of(double loss, double heldBack);
    }

    /**
     * Runs all epochs, or until what is held back gets no better; then the best epoch is restored.
     *
     * @param epoch runs one, from 0, and gives its loss
     * @param heldBack the error on what is held back; asked only where something is
     */
    void run(
            IntToDoubleFunction epoch,
            HeldBack held,
            DoubleSupplier heldBack,
            EarlyStop stop,
            Note note) {
        for (int n = 0; n < epochs; n++) {
            double loss = epoch.applyAsDouble(n);
            double error = held.size() > 0 ? heldBack.getAsDouble() : Double.NaN;
            epoch(n, loss, note.of(loss, error));
            if (held.size() > 0 && stop.after(error)) {
                break;
            }
        }
        stop.restore();
    }

    /**
     * Tells of an epoch.
     *
     * @param epoch from 0
     * @throws FitException if the loss is out of hand
     */
    private void epoch(int epoch, double loss, String note) {
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
