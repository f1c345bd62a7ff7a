package dev.kindred.server.engine;

import dev.kindred.coldstart.Audience;
import dev.kindred.coldstart.Onboarding;
import dev.kindred.data.AttributeRow;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.UserNeighbours;
import dev.kindred.rank.TopN;
import dev.kindred.server.engine.lists.SimilarBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is like something else: items, users, audiences, and what to ask a new user. */
public final class Neighbours {
    private static final int MOST_REASONS = 3;

    private final Workspace workspace;

    Neighbours(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * A user of a list.
     *
     * @param user outside id
     * @param because items that speak for it, the strongest first
     */
    public record ListedUser(String user, double score, List<String> because) {
        public ListedUser {
            because = List.copyOf(because);
        }
    }

    /**
     * An item to ask a new user about.
     *
     * @param known share of the users who know it
     * @param entropy how much an answer tells, from 0 to 1
     */
    public record Question(
            String item,
            double score,
            double known,
            double entropy,
            Map<String, Object> attributes) {}

    /**
     * Items like an item that may be recommended now, best first; none if the item is unknown.
     *
     * @param by what makes them similar; null: who has them, or their attributes where nobody has
     * @param include fields to be told
     */
    public List<ListedItem> similarItems(
            String item, @Nullable SimilarBy by, int limit, List<String> include) {
        Serving serving = workspace.serving();
        int row = serving.items().row(item);
        if (row == IdIndex.ABSENT) {
            return List.of();
        }
        if (by != null) {
            return similar(serving, row, by, limit, include);
        }
        List<ListedItem> list = List.of();
        for (SimilarBy one : SimilarBy.values()) {
            list = list.isEmpty() ? similar(serving, row, one, limit, include) : list;
        }
        return list;
    }

    private List<ListedItem> similar(
            Serving serving, int row, SimilarBy by, int limit, List<String> include) {
        float[] scores = new float[serving.items().size()];
        Arrays.fill(scores, Float.NaN);
        switch (by) {
            case USERS -> byUsers(serving, row, scores);
            case TEXT -> byText(serving, row, scores);
            case EMBEDDING -> byEmbedding(serving, row, scores);
        }
        long now = workspace.clock().millis();
        var top = new TopN(Math.max(1, Math.min(limit, scores.length)));
        for (int other = 0; other < scores.length; other++) {
            if (top.accepts(other, scores[other])
                    && other != row
                    && serving.universe().isAvailable(other, now)) {
                top.offer(other, scores[other]);
            }
        }
        top.sort();
        var items = new ArrayList<ListedItem>();
        for (int at = 0; at < top.size(); at++) {
            items.add(
                    new ListedItem(
                            serving.items().id(top.row(at)),
                            top.score(at),
                            by.text(),
                            serving.attributes(top.row(at), include),
                            null));
        }
        return items;
    }

    private static void byUsers(Serving serving, int row, float[] scores) {
        LoadedModel loaded = serving.loaded();
        if (loaded != null && row < loaded.items().size()) {
            float[] own = new float[loaded.items().size()];
            loaded.together().similarItems(row, own);
            System.arraycopy(own, 0, scores, 0, own.length);
        }
    }

    private static void byText(Serving serving, int row, float[] scores) {
        if (serving.universe().attributes().fields().isEmpty()) {
            return;
        }
        AttributeModel content = serving.content();
        float[] own = new float[content.items().size()];
        if (row < own.length) {
            content.similarItems(row, own);
            System.arraycopy(own, 0, scores, 0, own.length);
        }
    }

    private static void byEmbedding(Serving serving, int row, float[] scores) {
        float[] mine = serving.universe().embedding(row);
        if (mine == null) {
            return;
        }
        for (int other = 0; other < scores.length; other++) {
            float[] theirs = other == row ? null : serving.universe().embedding(other);
            if (theirs != null && theirs.length == mine.length) {
                scores[other] = cosine(mine, theirs);
            }
        }
    }

    private static float cosine(float[] a, float[] b) {
        double product = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int k = 0; k < a.length; k++) {
            product += (double) a[k] * b[k];
            lengthA += (double) a[k] * a[k];
            lengthB += (double) b[k] * b[k];
        }
        return lengthA == 0 || lengthB == 0
                ? Float.NaN
                : (float) (product / Math.sqrt(lengthA * lengthB));
    }

    /** Users who like what a user likes, best first; only users whom the model was trained on. */
    public List<ListedUser> similarUsers(String user, int limit) {
        Workspace.Situation situation = workspace.situation(user, null);
        LoadedModel loaded = situation.serving().loaded();
        if (loaded == null) {
            return List.of();
        }
        History history = history(situation, loaded, List.of());
        IdIndex users = loaded.data().users();
        float[] scores = new float[users.size()];
        if (loaded.model() instanceof UserNeighbours neighbours) {
            neighbours.similarUsers(history, scores);
        } else {
            loaded.together().similarUsers(history, scores);
        }
        var top = new TopN(Math.max(1, Math.min(limit, scores.length)));
        top.offerAll(scores);
        top.sort();
        var list = new ArrayList<ListedUser>();
        for (int at = 0; at < top.size(); at++) {
            list.add(new ListedUser(users.id(top.row(at)), top.score(at), List.of()));
        }
        return list;
    }

    /** The events of a user that the model knows. */
    private static History history(
            Workspace.Situation situation, LoadedModel loaded, List<String> more) {
        Person person = situation.person();
        Serving serving = situation.serving();
        Histories.Told told =
                Histories.read(
                        person,
                        loaded.userRow(person.id()),
                        loaded.items(),
                        serving.meaning(),
                        Long.MAX_VALUE,
                        more,
                        loaded.usualValue(),
                        serving.spec().serving().historyLength());
        return told.history();
    }

    /** Users to show an item to who have not had to do with it, best first. */
    public List<ListedUser> audience(String item, int limit) {
        Serving serving = workspace.serving();
        LoadedModel loaded = serving.loaded();
        int row = serving.items().row(item);
        if (loaded == null || row == IdIndex.ABSENT) {
            return List.of();
        }
        var without = new BitSet();
        Audience audience = loaded.audience();
        Audience.Ranking ranking;
        if (row < loaded.items().size()) {
            SparseRows byItem = loaded.data().byItem();
            for (int k = byItem.start(row); k < byItem.end(row); k++) {
                without.set(byItem.column(k));
            }
            ranking = audience.ofKnown(row);
        } else {
            ranking = audience.of(serving.universe().attributes().row(row));
        }
        var users = new ArrayList<ListedUser>();
        for (Audience.Member member : ranking.best(limit, without)) {
            var why = ranking.explain(member.user());
            var because = new ArrayList<String>();
            for (int k = 0; k < Math.min(MOST_REASONS, why.size()); k++) {
                because.add(loaded.items().id(why.items()[k]));
            }
            users.add(new ListedUser(audience.users().id(member.user()), member.score(), because));
        }
        return users;
    }

    /**
     * Items to ask a user about, who may have answered some already.
     *
     * @param answers items that the user just said to like, beside those in the log
     * @param skipped items that the user does not know
     */
    public List<Question> onboarding(
            @Nullable String user,
            List<String> answers,
            Collection<String> skipped,
            int limit,
            List<String> include) {
        Workspace.Situation situation = workspace.situation(user, null);
        Serving serving = situation.serving();
        LoadedModel loaded = serving.loaded();
        if (loaded == null) {
            return List.of();
        }
        long now = workspace.clock().millis();
        var unknown = new BitSet();
        for (int row = 0; row < loaded.items().size(); row++) {
            unknown.set(row, !serving.universe().isAvailable(row, now));
        }
        for (String item : skipped) {
            int row = loaded.items().row(item);
            if (row != IdIndex.ABSENT) {
                unknown.set(row);
            }
        }
        var questions = new ArrayList<Question>();
        History told = history(situation, loaded, answers);
        for (Onboarding.Question one : loaded.onboarding().next(told, unknown, limit)) {
            questions.add(
                    new Question(
                            loaded.items().id(one.item()),
                            one.score(),
                            one.known(),
                            one.entropy(),
                            serving.attributes(one.item(), include)));
        }
        return questions;
    }

    /** What is known of a user whom a request describes, for those who show it. */
    public Map<String, List<String>> described(String user) {
        AttributeRow row = workspace.situation(user, null).person().row(Map.of());
        Map<String, List<String>> fields = new java.util.LinkedHashMap<>();
        row.fields().forEach(field -> fields.put(field, row.values(field)));
        return fields;
    }
}
