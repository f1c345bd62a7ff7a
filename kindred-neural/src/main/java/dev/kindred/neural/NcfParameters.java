package dev.kindred.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is trained of a network of the NCF family; see {@link NcfWeights} for the parts. */
final class NcfParameters {
    private static final double DEVIATION = 0.05;

    final @Nullable Gmf gmf;
    final @Nullable Mlp mlp;
    final Weights bias;

    /** The product part. */
    record Gmf(Weights users, Weights items, Weights output) {
        List<Weights> all() {
            return List.of(users, items, output);
        }
    }

    /** The hidden layers. */
    record Mlp(
            Weights users,
            Weights items,
            Weights ofUser,
            Weights ofItem,
            Weights firstBias,
            List<Layer> layers,
            Weights output) {
        List<Weights> all() {
            var all = new ArrayList<>(List.of(users, items, ofUser, ofItem, firstBias));
            layers.forEach(layer -> all.addAll(List.of(layer.weights(), layer.bias())));
            all.add(output);
            return all;
        }
    }

    /** A layer behind the first. */
    record Layer(Weights weights, Weights bias) {
        Dense dense() {
            return new Dense(
                    weights.rows(),
                    weights.width(),
                    weights.values().clone(),
                    bias.values().clone());
        }
    }

    NcfParameters(NcfKind kind, NcfConfig config, int users, int items, SplittableRandom random) {
        int d = config.factors();
        gmf =
                kind.gmf()
                        ? new Gmf(
                                embedding("gmf.users", users, d, random),
                                embedding("gmf.items", items, d, random),
                                new Weights("gmf.output", d, 1).fill(1))
                        : null;
        mlp = kind.mlp() ? mlp(config, users, items, random) : null;
        bias = new Weights("bias", 1, 1);
    }

    private static Weights embedding(String name, int rows, int d, SplittableRandom random) {
        return new Weights(name, rows, d).normal(random, DEVIATION);
    }

    private static Mlp mlp(NcfConfig config, int users, int items, SplittableRandom random) {
        int d = config.factors();
        List<Integer> widths = config.hiddenLayers();
        int first = widths.get(0);
        var layers = new ArrayList<Layer>();
        for (int k = 1; k < widths.size(); k++) {
            int in = widths.get(k - 1);
            int out = widths.get(k);
            layers.add(
                    new Layer(
                            new Weights("mlp.layer" + k, in, out).uniform(random, in, out),
                            new Weights("mlp.bias" + k, 1, out)));
        }
        int last = widths.get(widths.size() - 1);
        return new Mlp(
                embedding("mlp.users", users, d, random),
                embedding("mlp.items", items, d, random),
                new Weights("mlp.user", d, first).uniform(random, 2 * d, first),
                new Weights("mlp.item", d, first).uniform(random, 2 * d, first),
                new Weights("mlp.bias0", 1, first),
                layers,
                new Weights("mlp.output", last, 1).uniform(random, last, 1));
    }

    /** Everything, in a fixed order. */
    List<Weights> all() {
        return Stream.of(
                        gmf == null ? Stream.<Weights>of() : gmf.all().stream(),
                        mlp == null ? Stream.<Weights>of() : mlp.all().stream(),
                        Stream.of(bias))
                .flatMap(part -> part)
                .toList();
    }

    /** Halves what both parts add to the output: they were trained alone, and now add up. */
    void balance() {
        for (Weights output : List.of(gmf.output(), mlp.output(), bias)) {
            for (int k = 0; k < output.values().length; k++) {
                output.values()[k] /= 2;
            }
        }
    }

    /** A copy of the items' side, to score with. */
    NcfWeights snapshot() {
        return new NcfWeights(
                gmf == null
                        ? null
                        : new NcfWeights.Gmf(
                                gmf.items().width(),
                                gmf.items().values().clone(),
                                gmf.output().values().clone()),
                mlp == null ? null : snapshot(mlp),
                bias.values()[0]);
    }

    private static NcfWeights.Mlp snapshot(Mlp mlp) {
        int d = mlp.items().width();
        int first = mlp.ofUser().width();
        return new NcfWeights.Mlp(
                d,
                mlp.items().values().clone(),
                new Dense(
                        d, first, mlp.ofUser().values().clone(), mlp.firstBias().values().clone()),
                new Dense(d, first, mlp.ofItem().values().clone(), new float[first]),
                mlp.layers().stream().map(Layer::dense).toList(),
                mlp.output().values().clone());
    }

    /** The trained embeddings of all users: one row of all parts per user. */
    float[] users() {
        int rows = gmf != null ? gmf.users().rows() : mlp.users().rows();
        int width =
                (gmf == null ? 0 : gmf.users().width()) + (mlp == null ? 0 : mlp.users().width());
        float[] users = new float[Math.multiplyExact(rows, width)];
        if (gmf != null) {
            copy(gmf.users(), users, 0, width);
        }
        if (mlp != null) {
            copy(mlp.users(), users, width - mlp.users().width(), width);
        }
        return users;
    }

    private static void copy(Weights from, float[] to, int at, int step) {
        for (int row = 0; row < from.rows(); row++) {
            System.arraycopy(from.values(), row * from.width(), to, row * step + at, from.width());
        }
    }
}
