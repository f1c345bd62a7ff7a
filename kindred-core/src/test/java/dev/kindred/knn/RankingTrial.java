package dev.kindred.knn;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.data.TestSet;
import dev.kindred.internal.Parallel;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.TopN;
import dev.kindred.testkit.ExternalData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Published splits, and the few metrics of their tables, computed here so that they do not depend
 * on the project's own: all unseen items are ranked, the mean goes over the users with targets.
 */
record RankingTrial(Dataset train, TestSet test) {
    /** Means over the users; nDCG with an ideal list cut at k. */
    record Result(double precision, double recall, double ndcg) {}

    static RankingTrial mcrec() {
        Dataset train = read("ml-100k-mcrec/train.csv.gz", ",");
        return new RankingTrial(train, TestSet.of(train, read("ml-100k-mcrec/test.csv.gz", ",")));
    }

    static RankingTrial gowalla() {
        Dataset train = read("gowalla/train.txt.gz", " ");
        return new RankingTrial(train, TestSet.of(train, read("gowalla/test.txt.gz", " ")));
    }

    /** Lines of a user and items; with commas a header and one item, the second field. */
    private static Dataset read(String file, String separator) {
        var log = new InteractionLog();
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(ExternalData.file(file))),
                                StandardCharsets.UTF_8))) {
            boolean adjacency = separator.equals(" ");
            String line = adjacency ? in.readLine() : in.readLine() == null ? null : in.readLine();
            for (; line != null; line = in.readLine()) {
                String[] fields = line.trim().split(separator);
                int last = adjacency ? fields.length - 1 : 1;
                for (int k = 1; k <= last; k++) {
                    log.add(Interaction.of(fields[0], fields[k], 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DatasetBuilder().build(log);
    }

    Result run(Algorithm<?> algorithm, int k) {
        Model model = algorithm.fit(train, FitContext.seeded(1));
        double[][] perUser = new double[test.users().size()][];
        Parallel.forEachWithState(
                2,
                perUser.length,
                thread -> {
                    float[] scores = new float[train.items().size()];
                    var top = new TopN(k);
                    return user ->
                            perUser[user] = measure(model, test.users().get(user), scores, top, k);
                });
        double[][] counted =
                Arrays.stream(perUser).filter(one -> one.length > 0).toArray(double[][]::new);
        return new Result(mean(counted, 0), mean(counted, 1), mean(counted, 2));
    }

    private static double[] measure(
            Model model, TestSet.TestUser user, float[] scores, TopN top, int k) {
        if (user.targets().length == 0) {
            return new double[0];
        }
        model.score(user.history(), scores);
        for (int event = 0; event < user.history().size(); event++) {
            scores[user.history().item(event)] = Float.NaN;
        }
        top.clear();
        top.offerAll(scores);
        top.sort();
        int[] targets = Arrays.stream(user.targets()).filter(t -> t != IdIndex.ABSENT).toArray();
        Arrays.sort(targets);
        double hits = 0;
        double gain = 0;
        double ideal = 0;
        for (int rank = 0; rank < k; rank++) {
            double discount = Math.log(2) / Math.log(rank + 2);
            if (rank < top.size() && Arrays.binarySearch(targets, top.row(rank)) >= 0) {
                hits++;
                gain += discount;
            }
            ideal += rank < user.targets().length ? discount : 0;
        }
        return new double[] {hits / k, hits / user.targets().length, gain / ideal};
    }

    private static double mean(double[][] perUser, int metric) {
        return Arrays.stream(perUser).mapToDouble(one -> one[metric]).average().orElseThrow();
    }
}
