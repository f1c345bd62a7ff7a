package dev.kindred.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Slow metrics, written from their definitions alone: a list of items, the targets with their
 * values, everything of one user.
 *
 * @param list best first
 * @param targets value of each target; negative items are unknown to the training data
 * @param history items the user has
 * @param training for each training user the items that it has
 * @param items size of the catalogue
 * @param genres of each item
 */
record NaiveMetrics(
        List<Integer> list,
        Map<Integer, Double> targets,
        Set<Integer> history,
        List<Set<Integer>> training,
        int items,
        List<Set<String>> genres) {

    double value(String name, int k) {
        List<Integer> top = list.subList(0, Math.min(k, list.size()));
        double hits = top.stream().filter(targets::containsKey).count();
        double wanted = targets.size();
        double precision = hits / k;
        double recall = hits / wanted;
        return switch (name) {
            case "precision" -> precision;
            case "precision-list" -> top.isEmpty() ? 0 : hits / top.size();
            case "precision-pooled", "recall-min" -> hits / Math.min(k, wanted);
            case "recall" -> recall;
            case "f1", "f1-means" -> hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
            case "hit-rate" -> Math.signum(hits);
            case "ndcg" -> dcg(top, false, "one") / ideal(Math.min(k, wanted), false, "one");
            case "ndcg-full" -> dcg(top, false, "one") / ideal(wanted, false, "one");
            case "ndcg-k" -> dcg(top, false, "one") / ones(k);
            case "ndcg-rating" -> dcg(top, false, "r") / ideal(Math.min(k, wanted), false, "r");
            case "ndcg-exp" -> dcg(top, false, "e") / ideal(Math.min(k, wanted), false, "e");
            case "ndcg-ranksys" -> // every test item is a target: t = 1
                    dcg(top, false, "e") / ideal(Math.min(k, wanted), false, "e");
            case "ndcg-lenskit" -> dcg(top, true, "r") / ideal(Math.min(k, wanted), true, "r");
            case "ndcg-lenskit-binary" ->
                    dcg(top, true, "one") / ideal(Math.min(k, wanted), true, "one");
            case "dcg" -> dcg(top, false, "one");
            case "dcg-lenskit" -> dcg(top, true, "r");
            case "dcg-lenskit-binary" -> dcg(top, true, "one");
            case "map" -> precisions(top) / Math.min(k, wanted);
            case "map-k" -> precisions(top) / k;
            case "map-targets" -> precisions(top) / wanted;
            case "mrr" -> reciprocalRank(top);
            case "rbp" -> rankBiased(top, .85);
            case "rbp-50" -> rankBiased(top, .5);
            case "rbp-80" -> rankBiased(top, .8);
            case "rbp-95" -> rankBiased(top, .95);
            case "auc" -> auc();
            default -> beyondAccuracy(name, k, top);
        };
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static double discount(int rank, boolean lenskit) {
        return lenskit ? Math.max(1, log2(rank)) : log2(rank + 1);
    }

    private static double gain(double value, String kind) {
        return switch (kind) {
            case "one" -> 1;
            case "r" -> value;
            default -> Math.pow(2, value) - 1;
        };
    }

    private double dcg(List<Integer> top, boolean lenskit, String kind) {
        double sum = 0;
        for (int rank = 1; rank <= top.size(); rank++) {
            Double value = targets.get(top.get(rank - 1));
            sum += value == null ? 0 : gain(value, kind) / discount(rank, lenskit);
        }
        return sum;
    }

    private double ideal(double length, boolean lenskit, String kind) {
        List<Double> values = new ArrayList<>(targets.values());
        values.sort(Collections.reverseOrder());
        double sum = 0;
        for (int rank = 1; rank <= length; rank++) {
            sum += gain(values.get(rank - 1), kind) / discount(rank, lenskit);
        }
        return sum;
    }

    private static double ones(int k) {
        double sum = 0;
        for (int rank = 1; rank <= k; rank++) {
            sum += 1 / log2(rank + 1);
        }
        return sum;
    }

    private double precisions(List<Integer> top) {
        double sum = 0;
        for (int rank = 1; rank <= top.size(); rank++) {
            if (targets.containsKey(top.get(rank - 1))) {
                List<Integer> above = top.subList(0, rank);
                sum += above.stream().filter(targets::containsKey).count() / (double) rank;
            }
        }
        return sum;
    }

    private double reciprocalRank(List<Integer> top) {
        for (Integer item : top) {
            if (targets.containsKey(item)) {
                return 1.0 / (top.indexOf(item) + 1);
            }
        }
        return 0;
    }

    private double rankBiased(List<Integer> top, double p) {
        double sum = 0;
        for (int rank = 1; rank <= top.size(); rank++) {
            sum += targets.containsKey(top.get(rank - 1)) ? (1 - p) * Math.pow(p, rank - 1) : 0;
        }
        return sum;
    }

    /** Pair by pair: every target against every other candidate. */
    private double auc() {
        double sum = 0;
        double pairs = 0;
        for (Integer target : targets.keySet()) {
            for (int other = 0; other < items; other++) {
                if (!history.contains(other) && !targets.containsKey(other)) {
                    int rank = list.indexOf(target);
                    int rankOfOther = list.indexOf(other);
                    boolean first = rank >= 0 && (rankOfOther < 0 || rank < rankOfOther);
                    sum += first ? 1 : rank < 0 && rankOfOther < 0 ? .5 : 0;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    private double share(Integer item) {
        return training.stream().filter(of -> of.contains(item)).count() / (double) training.size();
    }

    private double count(Integer item) {
        return training.stream().filter(of -> of.contains(item)).count();
    }

    private double information(Integer item) {
        return -log2(Math.max(1, count(item)) / training.size());
    }

    private double beyondAccuracy(String name, int k, List<Integer> top) {
        double size = top.size();
        return switch (name) {
            case "novelty" -> top.stream().mapToDouble(this::information).sum() / size;
            case "novelty-normalised" ->
                    top.stream().mapToDouble(this::information).sum()
                            / size
                            / log2(training.size());
            case "novelty-sum" -> top.stream().mapToDouble(this::information).sum();
            case "novelty-unseen" ->
                    top.stream().filter(item -> !history.contains(item)).count() / size;
            case "epc" -> top.stream().mapToDouble(item -> 1 - share(item)).sum() / size;
            case "epc-discount" -> discountedComplement(top, false);
            case "epc-relevance" -> top.isEmpty() ? 0 : discountedComplement(top, true);
            case "arp" -> top.stream().mapToDouble(this::count).sum() / size;
            case "long-tail" -> top.stream().filter(item -> !inHead(item)).count() / size;
            case "serendipity" -> serendipity(top) / k;
            case "serendipity-unexpected" ->
                    top.stream()
                                    .filter(targets::containsKey)
                                    .filter(item -> byPopularity().indexOf(item) >= k)
                                    .count()
                            / (double) k;
            default -> ofContent(name, k, top);
        };
    }

    private double discountedComplement(List<Integer> top, boolean hitsOnly) {
        double sum = 0;
        double weights = 0;
        for (int rank = 1; rank <= top.size(); rank++) {
            Integer item = top.get(rank - 1);
            weights += 1 / log2(rank + 1);
            sum += hitsOnly && !targets.containsKey(item) ? 0 : (1 - share(item)) / log2(rank + 1);
        }
        return sum / weights;
    }

    private List<Integer> byPopularity() {
        var all = new ArrayList<Integer>();
        for (int item = 0; item < items; item++) {
            all.add(item);
        }
        all.sort((a, b) -> Double.compare(count(b), count(a))); // stable: lower row first
        return all;
    }

    /** In the head: the items before it do not yet hold 80 % of the interactions. */
    private boolean inHead(Integer item) {
        double before = 0;
        for (Integer other : byPopularity()) {
            if (other.equals(item)) {
                break;
            }
            before += count(other);
        }
        return before < .8 * training.stream().mapToInt(Set::size).sum();
    }

    private double serendipity(List<Integer> top) {
        var counts = new HashSet<Double>();
        for (int item = 0; item < items; item++) {
            counts.add(count(item));
        }
        double sum = 0;
        for (int rank = 1; rank <= top.size(); rank++) {
            Integer item = top.get(rank - 1);
            double larger = counts.stream().filter(other -> other > count(item)).count();
            double expected = count(item) == 0 ? 0 : (items + 1 - (larger + 1)) / items;
            double given = (items + 1.0 - rank) / items;
            sum += targets.containsKey(item) ? Math.max(0, given - expected) : 0;
        }
        return sum;
    }

    private double ofContent(String name, int k, List<Integer> top) {
        return switch (name) {
            case "ild" -> top.size() < 2 ? Double.NaN : pairs(top, this::jaccard);
            case "ild-zero" -> top.size() < 2 ? 0 : pairs(top, this::jaccard);
            case "ild-cosine" -> top.size() < 2 ? Double.NaN : pairs(top, this::byUsers);
            case "ild-hamming" ->
                    top.size() < 2
                            ? Double.NaN
                            : pairs(top, (a, b) -> genres.get(a).equals(genres.get(b)) ? 0 : 1);
            case "ils" ->
                    top.isEmpty()
                            ? Double.NaN
                            : top.size() < 2 ? 1 : 1 - pairs(top, this::byGenres);
            case "eild" -> expectedDistance(top);
            case "calibration" -> calibration(top);
            case "user-coverage" -> top.isEmpty() ? 0 : 1;
            case "user-coverage-full" -> top.size() == k ? 1 : 0;
            default -> throw new IllegalArgumentException(name + " has no naive version yet");
        };
    }

    private interface Distance {
        double between(int a, int b);
    }

    private static <T> Set<T> both(Set<T> a, Set<T> b) {
        var both = new HashSet<>(a);
        both.retainAll(b);
        return both;
    }

    private double jaccard(int a, int b) {
        var union = new HashSet<>(genres.get(a));
        union.addAll(genres.get(b));
        double shared = both(genres.get(a), genres.get(b)).size();
        return genres.get(a).isEmpty() || genres.get(b).isEmpty()
                ? Double.NaN
                : 1 - shared / union.size();
    }

    private double byGenres(int a, int b) {
        double shared = both(genres.get(a), genres.get(b)).size();
        return 1 - shared / Math.sqrt((double) genres.get(a).size() * genres.get(b).size());
    }

    private double byUsers(int a, int b) {
        double common = training.stream().filter(of -> of.contains(a) && of.contains(b)).count();
        return 1 - common / Math.sqrt(count(a) * count(b));
    }

    private static double pairs(List<Integer> top, Distance distance) {
        var distances = new ArrayList<Double>();
        for (Integer a : top) {
            for (Integer b : top) {
                if (!a.equals(b) && !Double.isNaN(distance.between(a, b))) {
                    distances.add(distance.between(a, b));
                }
            }
        }
        return distances.stream().mapToDouble(x -> x).average().orElse(Double.NaN);
    }

    private double expectedDistance(List<Integer> top) {
        double sum = 0;
        double weights = 0;
        for (int i = 1; i <= top.size(); i++) {
            double inner = 0;
            double innerWeights = 0;
            for (int j = 1; j <= top.size(); j++) {
                double distance = jaccard(top.get(i - 1), top.get(j - 1));
                if (i != j && !Double.isNaN(distance)) {
                    double weight = 1 / log2(Math.max(0, j - i - 1) + 2);
                    inner += weight * distance;
                    innerWeights += weight;
                }
            }
            sum += innerWeights == 0 ? 0 : inner / innerWeights / log2(i + 1);
            weights += 1 / log2(i + 1);
        }
        return sum / weights;
    }

    private Map<String, Double> distribution(List<Integer> of) {
        var having = of.stream().filter(item -> !genres.get(item).isEmpty()).toList();
        var shares = new TreeMap<String, Double>();
        for (Integer item : having) {
            double part = 1.0 / genres.get(item).size() / having.size();
            genres.get(item).forEach(genre -> shares.merge(genre, part, Double::sum));
        }
        return shares;
    }

    private double calibration(List<Integer> top) {
        Map<String, Double> p = distribution(List.copyOf(history));
        Map<String, Double> q = distribution(top);
        double sum = 0;
        for (Map.Entry<String, Double> entry : p.entrySet()) {
            double mixed = .99 * q.getOrDefault(entry.getKey(), 0.0) + .01 * entry.getValue();
            sum += entry.getValue() * Math.log(entry.getValue() / mixed);
        }
        return p.isEmpty() ? Double.NaN : sum;
    }
}
