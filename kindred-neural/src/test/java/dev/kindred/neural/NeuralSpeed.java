package dev.kindred.neural;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.Progress;
import dev.kindred.rank.Query;
import dev.kindred.rank.Recommender;
import dev.kindred.testkit.ExternalData;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures how fast networks are trained and lists made; prints CPU seconds of the thread, so that
 * a busy machine disturbs little. Not a test: {@code benchmarks/run neural} with the parts that are
 * wanted runs it.
 */
final class NeuralSpeed {
    private static final int BATCH = 512;
    private static final int CANDIDATES = 5;
    private static final List<Integer> LAYERS = List.of(64, 32, 16);

    private final PrintStream out;

    private NeuralSpeed(PrintStream out) {
        this.out = out;
    }

    /** Parts: steps, catalogue, memory, lists; all without arguments. */
    public static void main(String[] arguments) throws IOException {
        List<String> parts =
                arguments.length == 0
                        ? List.of("steps", "catalogue", "memory", "lists")
                        : List.of(arguments);
        var speed = new NeuralSpeed(System.out);
        for (String part : parts) {
            switch (part) {
                case "steps" -> speed.steps();
                case "catalogue" -> speed.catalogue();
                case "memory" -> speed.memory();
                case "lists" -> speed.lists();
                default -> throw new IllegalArgumentException("unknown part " + part);
            }
        }
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static NcfConfig config(NcfKind kind) {
        return NcfConfig.builder()
                .hiddenLayers(kind.mlp() ? LAYERS : List.of())
                .dropout(kind.mlp() ? 0.2 : 0)
                .build();
    }

    private static void fill(NcfBatch batch, int users, int items, SplittableRandom random) {
        batch.size = BATCH;
        Arrays.setAll(batch.users, k -> random.nextInt(users));
        Arrays.setAll(batch.items, k -> random.nextInt(items));
        for (int k = 0; k < batch.targets.length; k++) {
            batch.targets[k] = k % CANDIDATES == 0 ? 1 : 0;
            batch.weights[k] = 1;
        }
    }

    /** Examples per CPU second of our steps. */
    private static double ours(NcfKind kind, int users, int items, int steps) {
        var random = new SplittableRandom(1);
        NcfConfig config = config(kind);
        var parameters = new NcfParameters(kind, config, users, items, random);
        var batch = new NcfBatch(BATCH, CANDIDATES);
        try (var step = new Step(Torch.engine(Progress.SILENT))) {
            var graph = new NcfGraph(config, step, parameters.gmf, parameters.mlp, parameters.bias);
            double start = 0;
            for (int n = -steps / 4; n < steps; n++) {
                start = n == 0 ? cpuSeconds() : start;
                fill(batch, users, items, random);
                graph.train(batch, 1e-3f, random);
            }
            return steps * batch.samples() / (cpuSeconds() - start);
        }
    }

    /** Ours beside PyTorch alone: same network, same batches, Adam over whole tables. */
    private void steps() {
        for (NcfKind kind : List.of(NcfKind.GMF, NcfKind.NEUMF)) {
            for (int items : new int[] {3_700, 10_000, 100_000}) {
                double ours = ours(kind, 6_000, items, 200);
                double theirs = TorchOnly.examplesPerSecond(config(kind), 6_000, items, 60);
                out.printf(
                        Locale.ROOT,
                        "%s, %,d items: %,.0f examples per CPU second, PyTorch alone %,.0f, ratio %.2f%n",
                        kind.algorithm(),
                        items,
                        ours,
                        theirs,
                        ours / theirs);
            }
        }
    }

    private void catalogue() {
        double few = ours(NcfKind.NEUMF, 6_000, 10_000, 200);
        double many = ours(NcfKind.NEUMF, 6_000, 1_000_000, 200);
        out.printf(
                Locale.ROOT,
                "neumf, examples per CPU second: 10,000 items %,.0f, 1,000,000 items %,.0f; a step takes %.2f times%n",
                few,
                many,
                few / many);
    }

    /** The memory of the process after each epoch. */
    private void memory() throws IOException {
        Dataset data = movielensSmall();
        NcfConfig config = NcfConfig.builder().epochs(12).dropout(0.2).build();
        FitContext context =
                new FitContext(
                        1,
                        1,
                        (stage, done, total, note) ->
                                out.printf("epoch %d: %s%n", done, residentMemory()));
        Ncf.neuMf(config).fit(data, context);
    }

    private static String residentMemory() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            return "unknown here";
        }
    }

    private static Dataset movielensSmall() throws IOException {
        String file = ExternalData.movielensSmall("ratings.csv.gz").toString();
        return new DatasetBuilder()
                .build(InteractionFiles.read(file, ReadOptions.defaults()).log());
    }

    /** Lists of ten for all users of movielens-small. */
    private void lists() throws IOException {
        Dataset data = movielensSmall();
        NcfConfig.Builder ncf = NcfConfig.builder().epochs(2);
        lists(data, Ncf.neuMf(ncf.build()));
        lists(data, Ncf.mlp(ncf.build()));
        lists(data, Ncf.gmf(ncf.hiddenLayers(List.of()).build()));
        lists(data, new SasRec(SasRecConfig.builder().epochs(1).negatives(256).build()));
        lists(
                data,
                new SasRec(SasRecConfig.builder().maxLength(200).epochs(1).negatives(256).build()));
    }

    private void lists(Dataset data, Algorithm<?> algorithm) {
        Model model = algorithm.fit(data, new FitContext(1, 1));
        Recommender recommender = Recommender.of(model);
        int users = data.users().size();
        double[] millis = new double[users];
        for (int round = 0; round < 3; round++) {
            for (int user = 0; user < users; user++) {
                double start = cpuSeconds();
                recommender.recommend(Query.of(data.history(user), 10));
                millis[user] = (cpuSeconds() - start) * 1e3;
            }
        }
        Arrays.sort(millis);
        out.printf(
                Locale.ROOT,
                "%s %s: list of 10 in CPU ms, median %.2f, p99 %.2f, max %.2f%n",
                model.info().algorithm(),
                model.info().config(),
                millis[users / 2],
                millis[users * 99 / 100],
                millis[users - 1]);
    }
}
