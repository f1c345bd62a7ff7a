package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.testkit.ExternalData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** nDCG and reciprocal rank that LensKit for Java computed for 100 lists of up to 784 items. */
@Tag(ExternalData.TAG)
class LenskitGoldenTest {
    @Test
    void ndcgAndReciprocalRankOfAllListsAreEqual() throws IOException {
        var items = new IdIndex.Builder();
        Map<String, TreeMap<Integer, Integer>> lists = new HashMap<>(); // by rank
        for (String[] row : rows("topn-java-recs.csv.gz")) {
            lists.computeIfAbsent(row[0] + " " + row[1], key -> new TreeMap<>())
                    .put(Integer.parseInt(row[2]), items.add(row[3]));
        }
        Map<String, List<String[]>> truth = new HashMap<>();
        for (String[] row : rows("topn-java-truth.csv.gz")) {
            truth.computeIfAbsent(row[0], key -> new ArrayList<>()).add(row);
        }
        List<String[]> golden = rows("topn-java-metrics.csv.gz");
        assertThat(golden).hasSize(100);
        for (String[] row : golden) {
            int[] list =
                    lists.get(row[0] + " " + row[1]).values().stream()
                            .mapToInt(Integer::intValue)
                            .toArray();
            Outcome outcome = Outcome.ofList(user(truth.get(row[1]), items), list);
            String name = row[0] + " " + row[1];
            assertThat(Lists.value("ndcg-lenskit@1000", outcome))
                    .as("nDCG of %s", name)
                    .isCloseTo(Double.parseDouble(row[2]), within(1e-12));
            assertThat(Lists.value("mrr@1000", outcome))
                    .as("reciprocal rank of %s", name)
                    .isCloseTo(Double.parseDouble(row[3]), within(1e-12));
        }
    }

    private static TestUser user(List<String[]> rows, IdIndex.Builder items) {
        int[] targets = rows.stream().mapToInt(row -> items.add(row[1])).toArray();
        double[] ratings = rows.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray();
        return new TestUser(rows.get(0)[0], History.EMPTY, targets, ratings, null);
    }

    private static List<String[]> rows(String file) throws IOException {
        var in = Files.newInputStream(ExternalData.file("lenskit-golden/" + file));
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }
}
