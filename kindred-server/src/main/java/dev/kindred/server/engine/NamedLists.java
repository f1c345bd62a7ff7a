package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.IdIndex;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.Query;
import dev.kindred.rank.ScoreRule;
import dev.kindred.rank.TopN;
import dev.kindred.server.engine.lists.ListSpec;
import dev.kindred.server.engine.rules.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists that are the same for everybody: popular, trending, latest, random, and those stored. */
public final class NamedLists {
    private static final long HOUR = 3_600_000;

    private final Workspace workspace;

    NamedLists(Workspace workspace) {
        this.workspace = workspace;
    }

    /** What there is, by name. */
    public Map<String, ListSpec> all() {
        Map<String, ListSpec> all = new TreeMap<>();
        for (ListSpec.By by : ListSpec.By.values()) {
            all.put(by.text(), new ListSpec(by.text(), by, null, null));
        }
        all.putAll(workspace.serving().documents().lists());
        return all;
    }

    /**
     * A list by name; null if there is none of that name.
     *
     * @param user whose items are left out, or null
     * @param filter condition that items must meet, or null
     * @param offset how many items to skip
     * @throws IllegalArgumentException if the filter does not fit
     */
    public @Nullable List<ListedItem> list(
            String name,
            @Nullable String user,
            @Nullable String filter,
            int offset,
            int limit,
            List<String> include) {
        ListSpec spec = all().get(name);
        if (spec == null) {
            return null;
        }
        Workspace.Situation situation = workspace.situation(user, null);
        Serving serving = situation.serving();
        Recommendations.checkLimit(limit, serving.spec().serving().maxItems());
        long now = workspace.clock().millis();
        float[] scores = scores(serving, spec, now);
        leaveOut(situation, scores);
        List<ItemFilter> filters = filters(serving, spec, filter, now);
        var top = new TopN(Math.max(1, Math.min(offset + limit, scores.length)));
        Query nobody = Query.of(dev.kindred.data.History.EMPTY, 1);
        for (int row = 0; row < scores.length; row++) {
            int item = row;
            if (top.accepts(row, scores[row])
                    && serving.universe().isAvailable(row, now)
                    && filters.stream().allMatch(one -> one.keeps(nobody, item))) {
                top.offer(row, scores[row]);
            }
        }
        top.sort();
        var items = new ArrayList<ListedItem>();
        for (int at = offset; at < top.size(); at++) {
            items.add(
                    new ListedItem(
                            serving.items().id(top.row(at)),
                            shown(spec.by(), top.score(at)),
                            spec.by().text(),
                            serving.attributes(top.row(at), include),
                            null));
        }
        return items;
    }

    /** Trends are kept as logarithms. */
    private static double shown(ListSpec.By by, double score) {
        return by == ListSpec.By.TRENDING ? Math.pow(2, score) : score;
    }

    private static float[] scores(Serving serving, ListSpec spec, long now) {
        float[] scores =
                switch (spec.by()) {
                    case POPULAR -> serving.counts().popular().clone();
                    case TRENDING -> serving.counts().trending().clone();
                    case LATEST -> serving.latestScores();
                    case RANDOM -> random(serving.items().size(), now);
                };
        String boost = spec.boost();
        if (boost != null) {
            ScoreRule rule =
                    new Expressions(serving.universe().scope(now)).boost(spec.name(), boost);
            Query nobody = Query.of(dev.kindred.data.History.EMPTY, 1);
            for (int row = 0; row < scores.length; row++) {
                double factor = rule.factor(nobody, row, scores[row], 1);
                if (!Double.isNaN(factor)) {
                    scores[row] = boosted(spec.by(), scores[row], factor);
                }
            }
        }
        return scores;
    }

    private static float boosted(ListSpec.By by, float score, double factor) {
        double limited = Math.max(ScoreRule.LEAST, Math.min(ScoreRule.MOST, factor));
        return by == ListSpec.By.TRENDING
                ? (float) (score + Math.log(limited) / Math.log(2))
                : (float) ScoreRule.boosted(score, limited);
    }

    private static float[] random(int size, long now) {
        var random = new SplittableRandom(now / HOUR);
        float[] scores = new float[size];
        for (int row = 0; row < size; row++) {
            scores[row] = random.nextInt(1 << 24) / (float) (1 << 24);
        }
        return scores;
    }

    private static List<ItemFilter> filters(
            Serving serving, ListSpec spec, @Nullable String asked, long now) {
        var expressions = new Expressions(serving.universe().scope(now)).forUser(AttributeRow.NONE);
        var filters = new ArrayList<ItemFilter>();
        String own = spec.filter();
        if (own != null) {
            filters.add(expressions.filter(spec.name(), own));
        }
        if (asked != null) {
            filters.add(expressions.filter(Plan.REQUEST, asked));
        }
        return filters;
    }

    private static void leaveOut(Workspace.Situation situation, float[] scores) {
        for (Person.Past event : situation.person().events()) {
            int row = situation.serving().items().row(event.item());
            if (row != IdIndex.ABSENT) {
                scores[row] = Float.NaN;
            }
        }
    }
}
