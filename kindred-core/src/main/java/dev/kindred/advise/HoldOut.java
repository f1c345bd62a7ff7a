package dev.kindred.advise;

import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.data.Splitter;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Tries algorithms against a simple one on a part of the data that is held back. */
final class HoldOut {
    /** Of larger data a random part of the users is taken. */
    static final int MOST_INTERACTIONS = 500_000;

    private static final int MOST_USERS = 2_000;
    private static final double HELD_BACK = 0.2;
    private static final double SHORT = 5; // events per user

    private final boolean ratings;
    private final FitContext context;
    private final Algorithm<?> bar;
    private final Split split;
    private final Evaluation evaluation;
    private @Nullable Double barValue;

    HoldOut(Dataset data, boolean ratings, Algorithm<?> bar, FitContext context) {
        this.ratings = ratings;
        this.bar = bar;
        this.context = context.withProgress(Progress.SILENT);
        Dataset part = part(data);
        Split all = splitter(part).split(part, context.seed() ^ 0x632BE59BD9B4E019L).get(0);
        this.split = new Split(all.train(), new TestSet(some(all.test().users())));
        this.evaluation =
                Evaluation.of(split)
                        .metrics(Metrics.parse(metric()))
                        .relevantFrom(ratings ? Double.NEGATIVE_INFINITY : Double.MIN_VALUE)
                        .build();
    }

    /** At most so many, evenly spread. */
    private static List<TestUser> some(List<TestUser> users) {
        int wanted = Math.min(users.size(), MOST_USERS);
        var some = new ArrayList<TestUser>();
        for (int k = 0; k < wanted; k++) {
            some.add(users.get((int) ((long) k * users.size() / wanted)));
        }
        return some;
    }

    /** Of short histories the last event. */
    private static Splitter splitter(Dataset data) {
        boolean isShort = data.size() < SHORT * data.users().size();
        return isShort ? Splitters.leaveOneOut() : Splitters.perUser(HELD_BACK);
    }

    private String metric() {
        return ratings ? "rmse" : "ndcg@10";
    }

    /** Whole users, at random, until they have as many interactions as wanted. */
    private Dataset part(Dataset data) {
        if (data.size() <= MOST_INTERACTIONS) {
            return data;
        }
        double share = MOST_INTERACTIONS / (double) data.size();
        SplittableRandom random = context.random(-3);
        var keep = new BitSet();
        for (int user = 0; user < data.users().size(); user++) {
            if (random.nextDouble() < share) {
                keep.set(data.byUser().start(user), data.byUser().end(user));
            }
        }
        return data.subset(keep);
    }

    /** True if there is anybody to try on. */
    boolean isPossible() {
        return !split.test().users().isEmpty();
    }

    /**
     * How an algorithm did.
     *
     * @param isBetter than the bar
     * @param text the figures
     */
    record Outcome(boolean isBetter, String text) {}

    Outcome of(String name, Algorithm<?> algorithm) {
        if (barValue == null) {
            barValue = value(bar);
        }
        double value = value(algorithm);
        double least = barValue;
        boolean better = ratings ? value < least : value > least;
        return new Outcome(
                better,
                String.format(
                        Locale.ROOT,
                        "%s %s %.4f, %s %.4f on %d users",
                        name,
                        metric(),
                        value,
                        ratings ? "bias" : "popular",
                        least,
                        split.test().users().size()));
    }

    private double value(Algorithm<?> algorithm) {
        return evaluation.run("trial", algorithm, context).metric(metric());
    }
}
