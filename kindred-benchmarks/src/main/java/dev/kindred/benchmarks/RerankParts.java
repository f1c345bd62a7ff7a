package dev.kindred.benchmarks;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import dev.kindred.rerank.Calibrated;
import dev.kindred.rerank.Dpp;
import dev.kindred.rerank.FaStar;
import dev.kindred.rerank.ItemSimilarity;
import dev.kindred.rerank.Mmr;
import dev.kindred.rerank.Quota;
import dev.kindred.rerank.QuotaMethod;
import dev.kindred.rerank.QuotaRerank;
import dev.kindred.rerank.XQuad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Measures re-ranking: 50 of 1,000 candidates, notes on all moves included. */
final class RerankParts {
    private static final int CANDIDATES = 1_000;
    private static final int N = 50;
    private static final int LISTS = 100;
    private static final int DIMENSION = 64;

    private RerankParts() {}

    static List<Row> rerank(Bench bench) {
        Attributes items = attributes();
        ItemSimilarity vectors = ItemSimilarity.ofVectors(vectors());
        ItemSimilarity genres = ItemSimilarity.ofAttributes(items, List.of("genres"));
        List<Quota> quotas =
                List.of(
                        Quota.parse("group=g0:0.1"),
                        Quota.parse("group=g1:0.2"),
                        Quota.parse("group=g2:0.3"),
                        Quota.parse("group=g3:0.4"));
        var joint = new ArrayList<>(quotas);
        joint.add(Quota.parse("genres=k3:0.4"));
        var rows = new ArrayList<Row>();
        rows.add(row(bench, "mmr, vectors of 64", Mmr.of(.3, vectors), items));
        rows.add(row(bench, "mmr, genres", Mmr.of(.3, genres), items));
        rows.add(row(bench, "dpp, vectors of 64", Dpp.of(.3, vectors), items));
        rows.add(row(bench, "xquad", XQuad.of(.5, items, "genres"), items));
        rows.add(row(bench, "calibrated", Calibrated.of(.5, items, "genres"), items));
        for (QuotaMethod method : QuotaMethod.values()) {
            String name = method.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Step step = QuotaRerank.of(items, quotas, method);
            rows.add(row(bench, "quotas of 4 groups, " + name, step, items));
        }
        rows.add(row(bench, "quotas of two attributes", QuotaRerank.of(items, joint), items));
        rows.add(row(bench, "fa-star", FaStar.of(items, Quota.parse("group=g2:0.3"), .1), items));
        return rows;
    }

    private static Row row(Bench bench, String name, Step step, Attributes items) {
        RankedItems candidates = candidates(items);
        Query query = Query.of(History.of(1, 2, 3, 4, 5, 6, 7, 8, 9), N);
        Timing timing =
                bench.watch()
                        .time(
                                () -> {
                                    for (int list = 0; list < LISTS; list++) {
                                        step.apply(query, candidates);
                                    }
                                });
        return Row.of("%s: %d lists, %d of %d".formatted(name, LISTS, N, CANDIDATES), timing)
                .rate(
                        String.format(
                                Locale.ROOT, "%.3f ms per list", 1e3 * timing.median() / LISTS));
    }

    private static Attributes attributes() {
        var random = new SplittableRandom(1);
        var items = new Attributes.Builder();
        for (int item = 0; item < CANDIDATES; item++) {
            items.put("i" + item, "group", "g" + random.nextInt(4));
            items.put("i" + item, "genres", "k" + random.nextInt(18), "m" + random.nextInt(18));
        }
        return items.build();
    }

    private static float[][] vectors() {
        var random = new SplittableRandom(2);
        float[][] vectors = new float[CANDIDATES][DIMENSION];
        for (float[] vector : vectors) {
            for (int k = 0; k < DIMENSION; k++) {
                vector[k] = random.nextFloat();
            }
        }
        return vectors;
    }

    private static RankedItems candidates(Attributes items) {
        var random = new SplittableRandom(3);
        var entries = new ArrayList<RankedItems.Entry>();
        double score = 10;
        for (int row = 0; row < CANDIDATES; row++) {
            score -= random.nextDouble() / 100;
            entries.add(new RankedItems.Entry(row, score, "m", false));
        }
        return new RankedItems(items.ids(), entries);
    }
}
