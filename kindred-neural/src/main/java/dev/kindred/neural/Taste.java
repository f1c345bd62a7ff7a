package dev.kindred.neural;

import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Symmetric;
import dev.kindred.io.Tensors;
import java.util.Arrays;

/**
 * Fits the embedding of a user to a history, the network held: the most likely one, if embeddings
 * are distributed as those of the users of the training data.
 *
 * <pre>
 * p minimises  sum over k of weight_k loss(z(p, item_k), target_k) + (p - mean)' precision (p - mean) / 2
 * </pre>
 *
 * <p>By Gauss-Newton steps from the mean; a step that makes it worse is halved. The result depends
 * on the arguments alone.
 */
final class Taste {
    private static final int STEPS = 4;
    private static final int HALVINGS = 3;

    private final Kernels kernels = Kernels.get();
    private final NcfNetwork network;
    private final Loss loss;
    private final float[] mean;
    private final float[] precision;

    /** How an output is judged. */
    enum Loss {
        /** Binary cross-entropy of the logit; targets are 0 or 1. */
        LOGISTIC,
        /** Half the squared error. */
        SQUARED
    }

    /** What a user's history says: outputs wanted of some items, with weights. */
    record Evidence(NcfNetwork.Items items, float[] targets, float[] weights) {}

    Taste(NcfNetwork network, Loss loss, UserPrior prior) {
        this(network, loss, prior.mean(), prior.precision());
    }

    private Taste(NcfNetwork network, Loss loss, float[] mean, float[] precision) {
        Checks.sameLength("users' mean", network.userWidth(), mean.length);
        Checks.sameLength("users' precision", mean.length * mean.length, precision.length);
        this.network = network;
        this.loss = loss;
        this.mean = mean;
        this.precision = precision;
    }

    static Taste load(NcfNetwork network, Loss loss, Tensors in) {
        return new Taste(
                network, loss, in.floats("model.users.mean"), in.floats("model.users.precision"));
    }

    void save(Tensors out) {
        out.put("model.users.mean", mean);
        NcfWeights.putRows(out, "model.users.precision", precision, mean.length);
    }

    /** The embedding of a user of whom nothing is known. */
    float[] average() {
        return mean.clone();
    }

    /** The embedding that fits. */
    float[] fit(Evidence evidence) {
        var search = new Search(evidence);
        for (int step = 0; step < STEPS && search.step(); step++) {
            search.prepare();
        }
        return search.user;
    }

    private final class Search {
        private final Evidence evidence;
        private final NcfNetwork.Pass pass;
        private final int width = mean.length;
        private float[] user = mean.clone();
        private float[] outputs;
        private double value;
        private final float[] rows;
        private final float[] matrix = new float[width * width];

        Search(Evidence evidence) {
            this.evidence = evidence;
            int n = evidence.items().n();
            this.pass = network.new Pass(n);
            this.rows = new float[n * width];
            this.outputs = pass.outputs(user, evidence.items()).clone();
            this.value = value(user, outputs);
            prepare();
        }

        /** Takes the gradients where the search is. */
        private void prepare() {
            pass.gradients(evidence.items(), rows);
        }

        /** One step; false where nothing better was found. */
        boolean step() {
            float[] direction = direction();
            float scale = 1;
            for (int k = 0; k <= HALVINGS; k++, scale /= 2) {
                float[] there = user.clone();
                kernels.axpy(scale, direction, 0, there, 0, width);
                float[] found = pass.outputs(there, evidence.items());
                double newValue = value(there, found);
                if (newValue < value) {
                    boolean goesOn = value - newValue > 1e-4 * Math.abs(value);
                    user = there;
                    value = newValue;
                    outputs = Arrays.copyOf(found, outputs.length);
                    return goesOn;
                }
            }
            return false;
        }

        private float[] direction() {
            float[] gradient = new float[width];
            System.arraycopy(precision, 0, matrix, 0, matrix.length);
            float[] away = user.clone();
            kernels.axpy(-1, mean, 0, away, 0, width);
            kernels.dots(precision, 0, width, width, away, 0, gradient);
            for (int k = 0; k < width; k++) {
                gradient[k] = -gradient[k];
            }
            int n = evidence.items().n();
            for (int j = 0; j < n; j++) {
                float slope = slope(outputs[j], evidence.targets()[j]) * evidence.weights()[j];
                kernels.axpy(-slope, rows, j * width, gradient, 0, width);
                float root = (float) Math.sqrt(curvature(outputs[j]) * evidence.weights()[j]);
                for (int k = j * width; k < (j + 1) * width; k++) {
                    rows[k] *= root;
                }
            }
            Symmetric.rankUpdate(kernels, rows, 0, n, width, matrix, 0);
            if (!Symmetric.factor(kernels, matrix, 0, width)) {
                return new float[width];
            }
            Symmetric.solve(kernels, matrix, 0, width, gradient, 0);
            return gradient;
        }

        private double value(float[] at, float[] found) {
            float[] away = at.clone();
            kernels.axpy(-1, mean, 0, away, 0, width);
            float[] pulled = new float[width];
            kernels.dots(precision, 0, width, width, away, 0, pulled);
            double sum = 0.5 * kernels.dot(away, 0, pulled, 0, width);
            for (int j = 0; j < evidence.items().n(); j++) {
                sum += evidence.weights()[j] * loss(found[j], evidence.targets()[j]);
            }
            return sum;
        }
    }

    private double loss(double z, double target) {
        if (loss == Loss.SQUARED) {
            return 0.5 * (z - target) * (z - target);
        }
        return Math.max(z, 0) - z * target + Math.log(1 + Exp.of((float) -Math.abs(z)));
    }

    private float slope(float z, float target) {
        return (loss == Loss.SQUARED ? z : chance(z)) - target;
    }

    private double curvature(float z) {
        if (loss == Loss.SQUARED) {
            return 1;
        }
        double chance = chance(z);
        return Math.max(1e-3, chance * (1 - chance));
    }

    private static float chance(float z) {
        return 1 / (1 + Exp.of(-z));
    }
}
