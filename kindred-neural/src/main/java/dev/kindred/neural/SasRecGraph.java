package dev.kindred.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The self-attentive model on PyTorch. Sequences are filled up behind their end, where no place of
 * theirs looks.
 */
final class SasRecGraph {
    private static final float HIDDEN = -1e9f;

    private final SasRecConfig config;
    private final Step step;
    private final SasRecParameters parameters;
    private final ItemSlots slots;
    private final RowGradients itemGradients;
    private final List<Weights> dense = new ArrayList<>();
    private final List<NDArray> leaves = new ArrayList<>();

    SasRecGraph(SasRecConfig config, Step step, SasRecParameters parameters) {
        this.config = config;
        this.step = step;
        this.parameters = parameters;
        this.slots = new ItemSlots(parameters.items.rows(), config.negatives() == 0);
        this.itemGradients = new RowGradients(parameters.items);
    }

    /**
     * One step.
     *
     * @param rate of {@link Weights#rate}
     * @return the sum of the losses of all places
     */
    double train(Sequences.Batch batch, float rate, SplittableRandom random) {
        slots.clear();
        var targets = new Targets(batch);
        long[] drawn = slots.draw(config.negatives(), random);
        NDArray items = items();
        double loss = step.run(() -> loss(batch, targets, drawn, items, random));
        itemGradients.add(slots.items(), slots.size(), Step.gradient(items));
        itemGradients.apply(rate, 0);
        for (int k = 0; k < dense.size(); k++) {
            dense.get(k).update(Step.gradient(leaves.get(k)), rate);
        }
        step.clear();
        return loss * batch.places();
    }

    /** The vector behind the last place of a sequence, without dropout. */
    float[] encode(int[] sequence) {
        slots.clear();
        int[] padded = java.util.Arrays.copyOf(sequence, sequence.length + 1); // the last is unused
        padded[sequence.length] = sequence[0];
        var batch = new Sequences.Batch(new int[][] {padded});
        var targets = new Targets(batch);
        NDArray all = encode(batch, targets, items(), null);
        float[] values = all.toFloatArray();
        step.clear();
        int d = config.factors();
        return java.util.Arrays.copyOfRange(values, values.length - d, values.length);
    }

    /** What goes in and what should come out, as slots of items and places. */
    private final class Targets {
        final long[] inputs;
        final long[] ages; // of the inputs: how many places come behind in their sequence
        final long[] places; // of all sequences one behind the other, those that count
        final long[] wanted;

        Targets(Sequences.Batch batch) {
            int length = batch.length();
            inputs = new long[batch.sequences().length * length];
            ages = new long[inputs.length];
            places = new long[batch.places()];
            wanted = new long[places.length];
            int n = 0;
            for (int row = 0; row < batch.sequences().length; row++) {
                int[] items = batch.sequences()[row];
                for (int t = 0; t + 1 < items.length; t++) {
                    inputs[row * length + t] = slots.slot(items[t]);
                    ages[row * length + t] = items.length - 2 - t;
                    places[n] = (long) row * length + t;
                    wanted[n++] = slots.slot(items[t + 1]);
                }
            }
        }
    }

    private NDArray items() {
        dense.clear();
        leaves.clear();
        return step.leaf(
                buffer -> {
                    for (int k = 0; k < slots.size(); k++) {
                        parameters.items.copyRow(slots.items()[k], buffer);
                    }
                },
                slots.size(),
                config.factors());
    }

    private NDArray leaf(Weights weights) {
        NDArray leaf = step.leaf(weights);
        dense.add(weights);
        leaves.add(leaf);
        return leaf;
    }

    private NDArray loss(
            Sequences.Batch batch,
            Targets targets,
            long[] drawn,
            NDArray items,
            SplittableRandom random) {
        NDArray all = encode(batch, targets, items, random);
        NDArray ends = pick(all, step.rows(targets.places));
        return config.negatives() == 0
                ? overAll(ends, targets, items)
                : overDrawn(ends, targets, drawn, items);
    }

    private NDArray overAll(NDArray ends, Targets targets, NDArray items) {
        NDArray chances = ends.matMul(items.transpose()).logSoftmax(1);
        NDArray wanted = step.rows(targets.wanted).reshape(targets.wanted.length, 1);
        return chances.gather(wanted, 1).neg().mean();
    }

    /** A drawn item stands for as many as there are per drawn one. */
    private NDArray overDrawn(NDArray ends, Targets targets, long[] drawn, NDArray items) {
        double stands = (parameters.items.rows() - 1.0) / drawn.length;
        NDArray right = ends.mul(pick(items, step.rows(targets.wanted))).sum(new int[] {1}, true);
        NDArray wrong =
                ends.matMul(pick(items, step.rows(drawn)).transpose())
                        .add((float) Math.log(stands))
                        .add(same(targets.wanted, drawn));
        NDArray both = right.getNDArrayInternal().concat(new NDList(wrong), 1);
        return both.logSoftmax(1).get(":,0:1").neg().mean();
    }

    /** Hides a drawn item where it is the wanted one. */
    private NDArray same(long[] wanted, long[] drawn) {
        int[] at = new int[slots.size()];
        for (int k = 0; k < drawn.length; k++) {
            at[(int) drawn[k]] = k + 1;
        }
        return step.constant(
                buffer -> {
                    float[] row = new float[drawn.length];
                    for (long slot : wanted) {
                        int hidden = at[(int) slot];
                        if (hidden > 0) {
                            row[hidden - 1] = HIDDEN;
                        }
                        buffer.put(row);
                        if (hidden > 0) {
                            row[hidden - 1] = 0;
                        }
                    }
                },
                wanted.length,
                drawn.length);
    }

    /** Some rows of a matrix. */
    private static NDArray pick(NDArray matrix, NDArray rows) {
        return rows.getNDArrayInternal()
                .embedding(rows, matrix, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    /** The vectors behind all places: one row per place of every sequence. */
    private NDArray encode(
            Sequences.Batch batch,
            Targets targets,
            NDArray items,
            @Nullable SplittableRandom random) {
        int rows = batch.sequences().length;
        int length = batch.length();
        int d = config.factors();
        NDArray x =
                step.times(pick(items, step.rows(targets.inputs)), (float) Math.sqrt(d))
                        .add(pick(leaf(parameters.places), step.rows(targets.ages)));
        x = dropout(x, random);
        NDArray mask = future(length);
        for (SasRecParameters.Block block : parameters.blocks) {
            NDArray normal = norm(x, block.beforeAttention());
            x = x.add(dropout(attention(normal, block, rows, length, mask, random), random));
            NDArray inner = dense(norm(x, block.beforeLayers()), block.first());
            inner = dropout(inner.getNDArrayInternal().relu(), random);
            x = x.add(dropout(dense(inner, block.second()), random));
        }
        return norm(x, parameters.last);
    }

    private NDArray attention(
            NDArray x,
            SasRecParameters.Block block,
            int rows,
            int length,
            NDArray mask,
            @Nullable SplittableRandom random) {
        int d = config.factors();
        int size = d / config.heads();
        NDArray queries = heads(dense(x, block.query()), rows, length, size);
        NDArray keys = heads(dense(x, block.key()), rows, length, size);
        NDArray values = heads(dense(x, block.value()), rows, length, size);
        NDArray fits = queries.batchMatMul(keys.transpose(0, 2, 1));
        NDArray shares = step.times(fits, (float) (1 / Math.sqrt(size))).add(mask).softmax(-1);
        NDArray means = dropout(shares, random).batchMatMul(values);
        NDArray joined =
                means.reshape(rows, config.heads(), length, size)
                        .transpose(0, 2, 1, 3)
                        .reshape((long) rows * length, d);
        return dense(joined, block.mix());
    }

    private NDArray heads(NDArray x, int rows, int length, int size) {
        return x.reshape(rows, length, config.heads(), size)
                .transpose(0, 2, 1, 3)
                .reshape((long) rows * config.heads(), length, size);
    }

    private NDArray dense(NDArray x, SasRecParameters.Layer layer) {
        return x.matMul(leaf(layer.weights())).add(leaf(layer.bias()));
    }

    private NDArray norm(NDArray x, SasRecParameters.Normal norm) {
        int d = config.factors();
        NDList result =
                x.getNDArrayInternal()
                        .layerNorm(
                                x,
                                new Shape(d),
                                leaf(norm.scale()).reshape(d),
                                leaf(norm.shift()).reshape(d),
                                Norm.TINY);
        return Objects.requireNonNull(result.singletonOrThrow());
    }

    private NDArray dropout(NDArray x, @Nullable SplittableRandom random) {
        return random == null || config.dropout() == 0
                ? x
                : x.mul(Dropout.mask(step, x.getShape(), config.dropout(), random));
    }

    /** Hides from each place what comes behind it. */
    private NDArray future(int length) {
        return step.constant(
                buffer -> {
                    for (int query = 0; query < length; query++) {
                        for (int key = 0; key < length; key++) {
                            buffer.put(key > query ? HIDDEN : 0);
                        }
                    }
                },
                length,
                length);
    }
}
