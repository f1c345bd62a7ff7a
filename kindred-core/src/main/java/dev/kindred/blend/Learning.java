package dev.kindred.blend;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Split;
import dev.kindred.data.Splitter;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.TopN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns the weights of a hybrid's parts on splits of its training data. Little is held back: the
 * more is, the more obvious are the items that are sought, and the further from their later use are
 * the parts.
 */
final class Learning {
    private static final int MOST_USERS = 10_000;
    private static final int MOST_SPLITS = 3;
    private static final int BEST_OF_EACH = 200;

    private final HybridConfig config;
    private final List<Part> parts;
    private final Dataset data;
    private final FitContext context;

    Learning(HybridConfig config, List<Part> parts, Dataset data, FitContext context) {
        this.config = config;
        this.parts = parts;
        this.data = data;
        this.context = context;
    }

    /** The weights with the best nDCG; all the same where there is nobody to learn from. */
    double[] weights() {
        List<Case> cases = cases(config.splitter());
        if (cases.isEmpty()) {
            cases = cases(Splitters.leaveOneOut()); // short histories lose nothing to a fraction
        }
        double[] equal = new double[parts.size()];
        Arrays.fill(equal, 1);
        if (cases.isEmpty()) {
            return equal;
        }
        var search = new WeightSearch(cases, parts.size(), config.depth(), context);
        double[] weights = search.best();
        context.progress().tell(told(weights, search, cases.size()));
        return weights;
    }

    /** Of several splits, until there are enough; a split without chance cannot be repeated. */
    private List<Case> cases(Splitter splitter) {
        List<Case> cases = new ArrayList<>();
        String before = "";
        for (int run = 0; run < MOST_SPLITS && cases.size() < MOST_USERS; run++) {
            Split split = split(splitter, run);
            List<TestUser> users = users(split, MOST_USERS - cases.size());
            if (users.isEmpty() || split.train().fingerprint().equals(before)) {
                break;
            }
            before = split.train().fingerprint();
            List<Model> models = new ArrayList<>();
            for (Part part : parts) {
                models.add(part.create().fit(split.train(), context));
            }
            cases.addAll(cases(config, models, users, context));
        }
        return cases;
    }

    private Split split(Splitter splitter, int run) {
        // Another stream of random numbers than an evaluation's split with the same seed.
        long seed = (context.seed() ^ 0x2545F4914F6CDD1DL) + run;
        return splitter.split(data, seed).get(0);
    }

    private String told(double[] weights, WeightSearch search, int lists) {
        var told = new StringBuilder();
        for (int part = 0; part < weights.length; part++) {
            double[] alone = new double[weights.length];
            alone[part] = 1;
            told.append(told.isEmpty() ? "" : ", ")
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    "%s %.3f (alone %.4f)",
                                    parts.get(part).algorithm(),
                                    weights[part],
                                    search.ndcg(alone)));
        }
        return String.format(
                Locale.ROOT,
                "weights learned on %d lists: %s; ndcg@%d %.4f",
                lists,
                told,
                config.depth(),
                search.ndcg(weights));
    }

    /** At most so many of those who can be served at all, chosen at random, in their order. */
    private List<TestUser> users(Split split, int most) {
        List<TestUser> users =
                split.test().users().stream()
                        .filter(user -> !user.history().isEmpty() && !targets(user).isEmpty())
                        .toList();
        int[] order = IntStream.range(0, users.size()).toArray();
        int wanted = Math.min(most, order.length);
        SplittableRandom random = context.random(-2);
        for (int at = 0; at < wanted && wanted < order.length; at++) {
            int other = random.nextInt(at, order.length);
            int row = order[at];
            order[at] = order[other];
            order[other] = row;
        }
        Arrays.sort(order, 0, wanted);
        return Arrays.stream(order, 0, wanted).mapToObj(users::get).toList();
    }

    private static BitSet targets(TestUser user) {
        var targets = new BitSet();
        for (int k = 0; k < user.targets().length; k++) {
            if (user.targets()[k] != IdIndex.ABSENT && user.values()[k] > 0) {
                targets.set(user.targets()[k]);
            }
        }
        return targets;
    }

    /** What the parts say of each user. */
    static List<Case> cases(
            HybridConfig config, List<Model> models, List<TestUser> users, FitContext context) {
        var blender = new Blender(config, config.givenWeights());
        Case[] cases = new Case[users.size()];
        context.forEachRowWithState(
                cases.length,
                thread -> {
                    float[][] lists = new float[models.size()][models.get(0).items().size()];
                    return row -> cases[row] = of(users.get(row), models, lists, blender);
                });
        return Arrays.stream(cases).map(Objects::requireNonNull).toList();
    }

    private static Case of(TestUser user, List<Model> models, float[][] lists, Blender blender) {
        History history = user.history();
        for (int part = 0; part < lists.length; part++) {
            models.get(part).score(history, lists[part]);
        }
        Seen seen = Seen.of(history);
        Scale[] scales = blender.normalise(lists, seen);
        BitSet items = best(lists, seen, user.candidates());
        float[][] scores = new float[lists.length][];
        for (int part = 0; part < lists.length; part++) {
            float[] list = lists[part];
            float missing = (float) scales[part].missing();
            scores[part] = new float[items.cardinality()];
            int to = 0;
            for (int item = items.nextSetBit(0); item >= 0; item = items.nextSetBit(item + 1)) {
                scores[part][to++] = Float.isNaN(list[item]) ? missing : list[item];
            }
        }
        BitSet targets = targets(user);
        return new Case(scores, hits(items, targets), targets.cardinality());
    }

    private static BitSet best(float[][] lists, Seen seen, int @Nullable [] candidates) {
        int[] rows =
                candidates == null ? IntStream.range(0, lists[0].length).toArray() : candidates;
        var items = new BitSet();
        for (float[] list : lists) {
            var top = new TopN(BEST_OF_EACH);
            for (int item : rows) {
                if (!seen.holds(item)) {
                    top.offer(item, list[item]);
                }
            }
            for (int at = 0; at < top.size(); at++) {
                items.set(top.row(at));
            }
        }
        return items;
    }

    private static boolean[] hits(BitSet items, BitSet targets) {
        boolean[] hits = new boolean[items.cardinality()];
        int to = 0;
        for (int item = items.nextSetBit(0); item >= 0; item = items.nextSetBit(item + 1)) {
            hits[to++] = targets.get(item);
        }
        return hits;
    }

    /**
     * One user of the split.
     *
     * @param scores normalised, by part and candidate; candidates are in the order of their rows
     * @param hits which candidates are targets
     * @param targets number of targets
     */
    record Case(float[][] scores, boolean[] hits, int targets) {}
}
