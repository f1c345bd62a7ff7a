package dev.kindred.neural;

import ai.djl.ndarray.NDArray;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The network of the NCF family on PyTorch. Only the rows of the embeddings that a batch needs go
 * in, so a step costs the same however many users and items there are.
 */
final class NcfGraph {
    private final NcfConfig config;
    private final Step step;
    private final Weights bias;
    private final NcfParameters.@Nullable Gmf gmf;
    private final NcfParameters.@Nullable Mlp mlp;
    private final List<Rows> rows = new ArrayList<>();
    private final List<Weights> dense = new ArrayList<>();
    private final List<NDArray> leaves = new ArrayList<>();
    private final List<NDArray> denseLeaves = new ArrayList<>();

    /** Embeddings of which a batch trains some rows. */
    private record Rows(Weights weights, RowGradients gradients, boolean ofUsers) {}

    /** A network of the parts that are given. */
    NcfGraph(
            NcfConfig config,
            Step step,
            NcfParameters.@Nullable Gmf gmf,
            NcfParameters.@Nullable Mlp mlp,
            Weights bias) {
        this.config = config;
        this.step = step;
        this.gmf = gmf;
        this.mlp = mlp;
        this.bias = bias;
        if (gmf != null) {
            addRows(gmf.users(), gmf.items());
        }
        if (mlp != null) {
            addRows(mlp.users(), mlp.items());
        }
    }

    private void addRows(Weights users, Weights items) {
        rows.add(new Rows(users, new RowGradients(users), true));
        rows.add(new Rows(items, new RowGradients(items), false));
    }

    /**
     * One step.
     *
     * @param rate of {@link Weights#rate}
     * @param random for dropout
     * @return the sum of the losses of all samples
     */
    double train(NcfBatch batch, float rate, SplittableRandom random) {
        double loss = step.run(() -> loss(batch, outputs(batch, random)));
        for (int k = 0; k < rows.size(); k++) {
            Rows part = rows.get(k);
            FloatBuffer gradient = Step.gradient(leaves.get(k));
            part.gradients()
                    .add(
                            part.ofUsers() ? batch.users : batch.items,
                            part.ofUsers() ? batch.size : batch.samples(),
                            gradient);
            part.gradients().apply(rate, (float) config.regularization());
        }
        for (int k = 0; k < dense.size(); k++) {
            dense.get(k).update(Step.gradient(denseLeaves.get(k)), rate);
        }
        step.clear();
        return loss;
    }

    /** The outputs of a batch without dropout: what the model must reproduce. */
    float[] outputs(NcfBatch batch) {
        float[] values = outputs(batch, null).toFloatArray();
        step.clear();
        return values;
    }

    private NDArray outputs(NcfBatch batch, @Nullable SplittableRandom random) {
        leaves.clear();
        dense.clear();
        denseLeaves.clear();
        for (Rows part : rows) {
            leaves.add(part.ofUsers() ? users(part, batch) : items(part, batch));
        }
        NDArray sum = leaf(bias);
        if (gmf != null) {
            sum = sum.add(product(batch, leaves.get(0), leaves.get(1), gmf));
        }
        if (mlp != null) {
            int at = rows.size() - 2;
            sum = sum.add(hidden(batch, leaves.get(at), leaves.get(at + 1), mlp, random));
        }
        return sum.reshape(batch.samples());
    }

    private NDArray users(Rows part, NcfBatch batch) {
        return step.leaf(
                buffer -> {
                    for (int k = 0; k < batch.size; k++) {
                        part.weights().copyRow(batch.users[k], buffer);
                    }
                },
                batch.size,
                1,
                part.weights().width());
    }

    private NDArray items(Rows part, NcfBatch batch) {
        return step.leaf(
                buffer -> {
                    for (int k = 0; k < batch.samples(); k++) {
                        part.weights().copyRow(batch.items[k], buffer);
                    }
                },
                batch.size,
                batch.candidates,
                part.weights().width());
    }

    private NDArray leaf(Weights weights) {
        NDArray leaf = step.leaf(weights);
        dense.add(weights);
        denseLeaves.add(leaf);
        return leaf;
    }

    private NDArray product(NcfBatch batch, NDArray users, NDArray items, NcfParameters.Gmf part) {
        NDArray products = users.mul(items).reshape(batch.samples(), config.factors());
        // Weights that grow would undo the pull on the embeddings, which ratings cannot do without.
        return config.mode() == Mode.RATING
                ? products.sum(new int[] {1}, true)
                : products.matMul(leaf(part.output()));
    }

    private NDArray hidden(
            NcfBatch batch,
            NDArray users,
            NDArray items,
            NcfParameters.Mlp part,
            @Nullable SplittableRandom random) {
        int d = config.factors();
        int width = part.ofUser().width();
        NDArray ofUser =
                users.reshape(batch.size, d)
                        .matMul(leaf(part.ofUser()))
                        .add(leaf(part.firstBias()))
                        .reshape(batch.size, 1, width);
        NDArray ofItem =
                items.reshape(batch.samples(), d)
                        .matMul(leaf(part.ofItem()))
                        .reshape(batch.size, batch.candidates, width);
        NDArray x = ofItem.add(ofUser).reshape(batch.samples(), width);
        x = dropout(x.getNDArrayInternal().relu(), random);
        for (NcfParameters.Layer layer : part.layers()) {
            x = x.matMul(leaf(layer.weights())).add(leaf(layer.bias()));
            x = dropout(x.getNDArrayInternal().relu(), random);
        }
        return x.matMul(leaf(part.output()));
    }

    private NDArray dropout(NDArray x, @Nullable SplittableRandom random) {
        return random == null || config.dropout() == 0
                ? x
                : x.mul(Dropout.mask(step, x.getShape(), config.dropout(), random));
    }

    private NDArray loss(NcfBatch batch, NDArray z) {
        NDArray targets =
                step.constant(
                        buffer -> buffer.put(batch.targets, 0, batch.samples()), batch.samples());
        if (config.mode() == Mode.RATING) {
            return step.times(z.sub(targets).square(), 0.5f).sum();
        }
        NDArray weights =
                step.constant(
                        buffer -> buffer.put(batch.weights, 0, batch.samples()), batch.samples());
        NDArray losses = z.getNDArrayInternal().softPlus().sub(z.mul(targets));
        return losses.mul(weights).sum();
    }
}
