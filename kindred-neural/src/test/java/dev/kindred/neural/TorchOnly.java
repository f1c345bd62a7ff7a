package dev.kindred.neural;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.training.GradientCollector;
import dev.kindred.model.Progress;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The same networks in PyTorch alone: tables, layers and Adam are PyTorch's own, as a plain
 * training loop has them. The yardstick of {@link NeuralSpeed}.
 */
final class TorchOnly implements AutoCloseable {
    private static final int BATCH = 512;
    private static final int CANDIDATES = 5;

    private final NcfConfig config;
    private final boolean mlp;
    private final Engine engine = Torch.engine(Progress.SILENT);
    private final NDManager root = engine.newBaseManager();
    private final List<NDArray> parameters = new ArrayList<>();
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> squares = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private final int users;
    private final int items;
    private int used;

    private TorchOnly(NcfConfig config, int users, int items) {
        this.config = config;
        this.users = users;
        this.items = items;
        this.mlp = !config.hiddenLayers().isEmpty();
        int d = config.factors();
        add(users, d);
        add(items, d);
        add(d, 1);
        if (mlp) {
            add(users, d);
            add(items, d);
            int in = 2 * d;
            for (int width : config.hiddenLayers()) {
                add(in, width);
                add(1, width);
                in = width;
            }
            add(in, 1);
        }
    }

    private void add(int rows, int width) {
        NDArray array = root.randomNormal(0, 0.05f, new Shape(rows, width), DataType.FLOAT32);
        array.setRequiresGradient(true);
        parameters.add(array);
        means.add(root.zeros(new Shape(rows, width)));
        squares.add(root.zeros(new Shape(rows, width)));
    }

    /** Examples per CPU second. */
    static double examplesPerSecond(NcfConfig config, int users, int items, int steps) {
        try (var loop = new TorchOnly(config, users, items)) {
            double start = 0;
            for (int n = -steps / 4; n < steps; n++) {
                start = n == 0 ? cpuSeconds() : start;
                loop.step(n + steps / 4 + 1);
            }
            return (double) steps * BATCH * CANDIDATES / (cpuSeconds() - start);
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private void step(int number) {
        try (NDManager manager = root.newSubManager()) {
            try (GradientCollector collector = engine.newGradientCollector()) {
                collector.backward(loss(manager));
            }
            for (int k = 0; k < parameters.size(); k++) {
                NDArray gradient = parameters.get(k).getGradient();
                gradient.attach(manager);
                parameters
                        .get(k)
                        .getNDArrayInternal()
                        .adamUpdate(
                                new NDList(
                                        parameters.get(k), gradient, means.get(k), squares.get(k)),
                                new NDList(parameters.get(k)),
                                1e-3f,
                                Weights.rate(1e-3, number),
                                0,
                                1,
                                0,
                                Weights.KEEP_MEAN,
                                Weights.KEEP_SQUARE,
                                1e-8f,
                                true,
                                false);
                gradient.subi(gradient);
            }
        }
    }

    private NDArray next() {
        return parameters.get(used++);
    }

    private NDArray loss(NDManager manager) {
        used = 0;
        int samples = BATCH * CANDIDATES;
        long[] userRows = new long[samples];
        long[] itemRows = new long[samples];
        float[] wanted = new float[samples];
        for (int k = 0; k < samples; k++) {
            userRows[k] = k % CANDIDATES == 0 ? random.nextInt(users) : userRows[k - 1];
            itemRows[k] = random.nextInt(items);
            wanted[k] = k % CANDIDATES == 0 ? 1 : 0;
        }
        NDArray ofUsers = manager.create(userRows);
        NDArray ofItems = manager.create(itemRows);
        NDArray targets = manager.create(wanted);
        NDArray z = pick(ofUsers, next()).mul(pick(ofItems, next())).matMul(next());
        if (mlp) {
            z = z.add(hidden(ofUsers, ofItems));
        }
        NDArray flat = z.reshape(samples);
        return flat.getNDArrayInternal().softPlus().sub(flat.mul(targets)).sum();
    }

    private NDArray hidden(NDArray ofUsers, NDArray ofItems) {
        NDArray x =
                pick(ofUsers, next())
                        .getNDArrayInternal()
                        .concat(new NDList(pick(ofItems, next())), 1);
        for (int k = 0; k < config.hiddenLayers().size(); k++) {
            x = x.matMul(next()).add(next()).getNDArrayInternal().relu();
            x =
                    x.getNDArrayInternal()
                            .dropout(x, (float) config.dropout(), true)
                            .singletonOrThrow();
        }
        return x.matMul(next());
    }

    private static NDArray pick(NDArray rows, NDArray table) {
        return rows.getNDArrayInternal()
                .embedding(rows, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    @Override
    public void close() {
        root.close();
    }
}
