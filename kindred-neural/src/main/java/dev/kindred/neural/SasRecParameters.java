package dev.kindred.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All that is trained of the self-attentive model. */
final class SasRecParameters {
    private static final double DEVIATION = 0.02;

    final Weights items;
    final Weights places;
    final List<Block> blocks = new ArrayList<>();
    final Normal last;
    private final int heads;

    /** A layer. */
    record Layer(Weights weights, Weights bias) {
        Layer(String name, int d, SplittableRandom random) {
            this(
                    new Weights(name + ".weights", d, d).uniform(random, d, d),
                    new Weights(name + ".bias", 1, d));
        }

        Dense dense() {
            int d = weights.width();
            return new Dense(d, d, weights.values().clone(), bias.values().clone());
        }
    }

    /** A normalisation. */
    record Normal(Weights scale, Weights shift) {
        Normal(String name, int d) {
            this(new Weights(name + ".scale", 1, d).fill(1), new Weights(name + ".shift", 1, d));
        }

        Norm norm() {
            return new Norm(scale.values().clone(), shift.values().clone());
        }
    }

    /** One block. */
    record Block(
            Normal beforeAttention,
            Layer query,
            Layer key,
            Layer value,
            Layer mix,
            Normal beforeLayers,
            Layer first,
            Layer second) {
        Block(String name, int d, SplittableRandom random) {
            this(
                    new Normal(name + ".norm1", d),
                    new Layer(name + ".query", d, random),
                    new Layer(name + ".key", d, random),
                    new Layer(name + ".value", d, random),
                    new Layer(name + ".mix", d, random),
                    new Normal(name + ".norm2", d),
                    new Layer(name + ".first", d, random),
                    new Layer(name + ".second", d, random));
        }

        private void addTo(List<Weights> all) {
            for (Normal norm : List.of(beforeAttention, beforeLayers)) {
                all.addAll(List.of(norm.scale(), norm.shift()));
            }
            for (Layer layer : List.of(query, key, value, mix, first, second)) {
                all.addAll(List.of(layer.weights(), layer.bias()));
            }
        }

        private SasRecWeights.Block snapshot() {
            return new SasRecWeights.Block(
                    beforeAttention.norm(),
                    query.dense(),
                    key.dense(),
                    value.dense(),
                    mix.dense(),
                    beforeLayers.norm(),
                    first.dense(),
                    second.dense());
        }
    }

    SasRecParameters(SasRecConfig config, int itemCount, SplittableRandom random) {
        int d = config.factors();
        heads = config.heads();
        items = new Weights("items", itemCount, d).normal(random, DEVIATION);
        places = new Weights("places", config.maxLength(), d).normal(random, DEVIATION);
        for (int k = 0; k < config.blocks(); k++) {
            blocks.add(new Block("block" + k, d, random));
        }
        last = new Normal("last", d);
    }

    /** Everything, in a fixed order. */
    List<Weights> all() {
        var all = new ArrayList<>(List.of(items, places));
        blocks.forEach(block -> block.addTo(all));
        all.addAll(List.of(last.scale(), last.shift()));
        return all;
    }

    /** A copy, to score with. */
    SasRecWeights snapshot() {
        return new SasRecWeights(
                items.width(),
                heads,
                items.values().clone(),
                places.values().clone(),
                blocks.stream().map(Block::snapshot).toList(),
                last.norm());
    }
}
