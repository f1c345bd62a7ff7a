package dev.kindred.rerank;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The groups of one attribute: one per quota, and at the end those without any. */
final class QuotaGroups {
    private static final double ALL = 1 - 1e-9;

    private final List<Quota> quotas;
    private final int[][] byRow;
    private final int[] withoutQuota;

    private QuotaGroups(List<Quota> quotas, int[][] byRow) {
        this.quotas = quotas;
        this.byRow = byRow;
        this.withoutQuota = new int[] {quotas.size()};
    }

    static QuotaGroups of(Attributes items, String name, List<Quota> quotas) {
        String field = ItemFields.field(items, name);
        Map<String, Integer> numbers = new HashMap<>();
        for (Quota quota : quotas) {
            if (numbers.put(quota.value(), numbers.size()) != null) {
                throw new IllegalArgumentException(
                        "there are two quotas of %s=%s".formatted(field, quota.value()));
            }
        }
        int[][] byRow = new int[items.ids().size()][];
        boolean[] known = new boolean[quotas.size()];
        for (int row = 0; row < byRow.length; row++) {
            byRow[row] =
                    items.values(row, field).stream()
                            .filter(numbers::containsKey)
                            .mapToInt(numbers::get)
                            .distinct()
                            .toArray();
            for (int group : byRow[row]) {
                known[group] = true;
            }
        }
        checkValues(items, field, quotas, known);
        return new QuotaGroups(quotas, byRow);
    }

    /** A value that no item has is a slip, unless its share is 0. */
    private static void checkValues(
            Attributes items, String field, List<Quota> quotas, boolean[] known) {
        for (int group = 0; group < known.length; group++) {
            Quota quota = quotas.get(group);
            if (!known[group] && quota.share() > 0) {
                List<String> values =
                        IntStream.range(0, items.ids().size())
                                .boxed()
                                .flatMap(row -> items.values(row, field).stream())
                                .distinct()
                                .sorted()
                                .toList();
                throw new IllegalArgumentException(
                        "no item has %s=%s%s; there are %s%s"
                                .formatted(
                                        quota.field(),
                                        quota.value(),
                                        Suggestion.didYouMean(quota.value(), values),
                                        values.stream().limit(20).collect(Collectors.joining(", ")),
                                        values.size() > 20 ? ", ..." : ""));
            }
        }
    }

    /** The groups of each candidate; never empty. */
    int[][] of(int[] rows) {
        int[][] groups = new int[rows.length][];
        for (int k = 0; k < rows.length; k++) {
            int[] of = rows[k] < byRow.length ? byRow[rows[k]] : withoutQuota;
            groups[k] = of.length == 0 ? withoutQuota : of;
        }
        return groups;
    }

    static boolean areSingle(int[][] groups) {
        return Arrays.stream(groups).allMatch(of -> of.length == 1);
    }

    static int[] single(int[][] groups) {
        return Arrays.stream(groups).mapToInt(of -> of[0]).toArray();
    }

    /**
     * The floors of the quotas and of those without. Where items are in several groups, the shares
     * may add up to more than 1, and those without have no share: they get what is left.
     */
    Floors floors(int[][] groups, int n) {
        double[] shares = new double[quotas.size() + 1];
        double sum = 0;
        for (int group = 0; group < quotas.size(); group++) {
            shares[group] = quotas.get(group).share();
            sum += shares[group];
        }
        double natural = 0;
        for (int k = 0; k < n; k++) {
            natural += groups[k] == withoutQuota ? 1.0 / n : 0;
        }
        if (!areSingle(groups)) {
            return new Floors(shares);
        }
        boolean strict = sum < ALL || quotas.size() == 1;
        double scale = strict ? 1 : 1 - natural;
        for (int group = 0; group < quotas.size(); group++) {
            shares[group] *= scale;
        }
        shares[quotas.size()] = strict ? Math.max(0, 1 - sum) : natural;
        return new Floors(shares);
    }

    /** Why items moved. */
    String reason(List<QuotaGroups> all) {
        return all.stream()
                .flatMap(one -> one.quotas.stream())
                .map(Quota::toString)
                .collect(Collectors.joining(", "));
    }

    /** What the list lacks, in sentences. */
    List<String> missing(int[][] groups, Floors floors, int[] picked) {
        int[] counts = new int[quotas.size() + 1];
        for (int position : picked) {
            for (int group : groups[position]) {
                counts[group]++;
            }
        }
        int[] there = new int[quotas.size() + 1];
        for (int[] of : groups) {
            for (int group : of) {
                there[group]++;
            }
        }
        var notes = new ArrayList<String>();
        for (int group = 0; group < quotas.size(); group++) {
            int wanted = floors.floor(group, picked.length);
            if (counts[group] < wanted) {
                notes.add(
                        "quota %s is not met: %d of %d items, %d wanted, %d among %d candidates"
                                .formatted(
                                        quotas.get(group),
                                        counts[group],
                                        picked.length,
                                        wanted,
                                        there[group],
                                        groups.length));
            }
        }
        return notes;
    }
}
