package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.server.engine.Recommendations.Listed;
import dev.kindred.server.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Lists for many users at once. */
public final class Batches {
    private static final int MOST_DIFFERENCES = 20;

    private final Workspace workspace;

    Batches(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * The answers for some users, in their order.
     *
     * @param request what is asked for each of them; its own user does not matter
     * @param distinct whether no item may be in two of the lists: the first users get the first
     *     choice
     * @throws IllegalArgumentException as for a single request
     */
    public List<RecommendationAnswer> recommendAll(
            List<String> users, RecommendationRequest request, boolean distinct) {
        if (distinct) {
            return distinct(users, request);
        }
        var answers = new RecommendationAnswer[users.size()];
        long now = workspace.clock().millis();
        each(
                users,
                request,
                Workspace.context(workspace.pipeline()),
                (at, situation, listed) ->
                        answers[at] =
                                RecommendationAnswer.of(
                                        RecommendationId.next(now),
                                        null,
                                        degradations(situation, listed),
                                        listed.content()));
        return Arrays.asList(answers);
    }

    private static Set<Degradation> degradations(Workspace.Situation situation, Listed listed) {
        Set<Degradation> degradations = new TreeSet<>(listed.degradations());
        if (situation.storeDown()) {
            degradations.add(Degradation.STORE_UNAVAILABLE);
        }
        if (situation.serving().loaded() == null) {
            degradations.add(situation.failed() ? Degradation.MODEL_FAILED : Degradation.NO_MODEL);
        }
        return degradations;
    }

    private List<RecommendationAnswer> distinct(List<String> users, RecommendationRequest request) {
        var answers = new ArrayList<RecommendationAnswer>();
        Set<String> given = new HashSet<>(request.exclude());
        for (String user : users) {
            RecommendationAnswer answer =
                    workspace
                            .recommendations()
                            .answer(request.change().user(user).exclude(given).build());
            answer.items().forEach(item -> given.add(item.item()));
            answers.add(answer);
        }
        return answers;
    }

    /**
     * Makes the lists of some users, and puts them where requests of the same form will find them.
     *
     * @param request as it will be asked; its own user does not matter
     * @return how many lists were kept
     */
    public int precompute(List<String> users, RecommendationRequest request, FitContext context) {
        var kept = new AtomicInteger();
        long now = workspace.clock().millis();
        each(
                users,
                request,
                context,
                (at, situation, listed) -> {
                    if (listed.degradations().isEmpty() && situation.serving().loaded() != null) {
                        RecommendationRequest asked = request.forUser(users.get(at));
                        long ttl = situation.serving().spec().serving().cacheTtl().toMillis();
                        long until = Math.min(listed.validUntil(), now + ttl);
                        workspace
                                .settings()
                                .cache()
                                .put(
                                        workspace.recommendations().key(asked, situation),
                                        KeptBody.entry(AnswerJson.body(listed.content()), until));
                        kept.incrementAndGet();
                    }
                });
        return kept.get();
    }

    /** Gets lists, by several threads. */
    private interface Sink {
        void accept(int at, Workspace.Situation situation, Listed listed);
    }

    /** Ranks for users by blocks where the model can. */
    private void each(
            List<String> users, RecommendationRequest request, FitContext context, Sink sink) {
        Serving serving = workspace.serving();
        Recommendations.checkLimit(request.limit(), serving.spec().serving().maxItems());
        long now = workspace.clock().millis();
        var shared = new Plan(serving, request, Page.FIRST, AttributeRow.NONE, now);
        var situations = new Workspace.Situation[users.size()];
        var rankings = new Ranking[users.size()];
        context.forEachRow(
                users.size(),
                at -> {
                    situations[at] = workspace.situation(users.get(at), null).with(serving);
                    Person person = situations[at].person();
                    AttributeRow row = person.row(request.attributes());
                    Plan plan =
                            shared.dependsOnUser()
                                    ? new Plan(serving, request, Page.FIRST, row, now)
                                    : shared;
                    rankings[at] = new Ranking(plan, person, row);
                });
        Model model = serving.model();
        boolean together = model != null && !shared.dependsOnUser();
        int[] alone =
                IntStream.range(0, rankings.length)
                        .filter(at -> !together || rankings[at].isCold())
                        .toArray();
        context.forEachRow(
                alone.length,
                k -> {
                    int at = alone[k];
                    Person person = situations[at].person();
                    sink.accept(at, situations[at], Recommendations.listed(rankings[at], person));
                });
        if (together) {
            int[] warm =
                    IntStream.range(0, rankings.length)
                            .filter(at -> !rankings[at].isCold())
                            .toArray();
            shared.recommender(model)
                    .recommendAll(
                            warm.length,
                            k -> rankings[warm[k]].query(),
                            context,
                            (list, k) -> {
                                int at = warm[k];
                                Person person = situations[at].person();
                                sink.accept(
                                        at,
                                        situations[at],
                                        Recommendations.listed(rankings[at], person, list));
                            });
        }
    }

    /**
     * What another pipeline would change.
     *
     * @param sampleUsers for how many users lists were compared
     * @param overlap mean share of items that both lists have
     * @param differences the lists that differ most
     */
    public record Preview(int sampleUsers, double overlap, List<Difference> differences) {
        public Preview {
            differences = List.copyOf(differences);
        }
    }

    /**
     * The lists of one user.
     *
     * @param overlap share of items that both have
     */
    public record Difference(
            String user, double overlap, List<String> before, List<String> after) {}

    /** Compares the lists of some users by the present pipeline and by another one. */
    public Preview preview(PipelineSpec other, List<String> users, int length) {
        Serving now = workspace.serving();
        Serving then = workspace.preview(other);
        var differences = new ArrayList<Difference>();
        double sum = 0;
        for (String user : users) {
            Person person = workspace.situation(user, null).person();
            List<String> before = list(now, person, length);
            List<String> after = list(then, person, length);
            Set<String> both = new HashSet<>(before);
            both.retainAll(after);
            int longer = Math.max(before.size(), after.size());
            double overlap = longer == 0 ? 1 : (double) both.size() / longer;
            sum += overlap;
            if (!before.equals(after)) {
                differences.add(new Difference(user, overlap, before, after));
            }
        }
        differences.sort(Comparator.comparingDouble(Difference::overlap));
        int shown = Math.min(MOST_DIFFERENCES, differences.size());
        double mean = users.isEmpty() ? 1 : sum / users.size();
        return new Preview(users.size(), mean, differences.subList(0, shown));
    }

    private List<String> list(Serving serving, Person person, int length) {
        var request = RecommendationRequest.of(person.id(), length);
        AttributeRow row = person.row(Map.of());
        var plan = new Plan(serving, request, Page.FIRST, row, workspace.clock().millis());
        Listed listed = Recommendations.listed(new Ranking(plan, person, row), person);
        return listed.content().items().stream().map(ListedItem::item).toList();
    }
}
