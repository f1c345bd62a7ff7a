package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.server.engine.Recommendations.Listed;
import dev.kindred.server.engine.Workspace.Chosen;
import dev.kindred.server.engine.Workspace.Mixed;
import dev.kindred.server.engine.Workspace.Situation;
import dev.kindred.server.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lists for many users at once. */
public final class Batches {
    private static final int MOST_DIFFERENCES = 20;

    private final Workspace workspace;

    Batches(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * The answers for some users, in their order: each gets the list of the variant that a request
     * alone would be answered by, which is logged as shown where the request says so.
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
        var answers = new AtomicReferenceArray<@Nullable RecommendationAnswer>(users.size());
        FitContext context = Workspace.context(workspace.pipeline());
        Chosen[] chosen = chosen(users, request, context);
        var alone = new ArrayList<Asked>();
        for (int at = 0; at < chosen.length; at++) {
            if (chosen[at].mixed() == null) {
                alone.add(new Asked(at, chosen[at].situation()));
            } else { // of two pipelines: not with others
                RecommendationRequest asked = request.change().user(users.get(at)).build();
                answers.set(at, workspace.recommendations().answer(asked));
            }
        }
        inTime(
                alone,
                request,
                context,
                (one, listed) -> answers.set(one.at(), answer(chosen[one.at()], listed, one)));
        long now = workspace.clock().millis();
        var all = new ArrayList<RecommendationAnswer>();
        for (int at = 0; at < chosen.length; at++) {
            RecommendationAnswer made = answers.get(at);
            Asked asked = new Asked(at, chosen[at].situation());
            if (made == null) {
                made =
                        answer(
                                chosen[at],
                                workspace
                                        .recommendations()
                                        .late(
                                                request.forUser(users.get(at)),
                                                asked.situation(),
                                                now),
                                asked);
            }
            if (request.record() && chosen[at].mixed() == null) {
                new ShownLog(workspace, chosen[at]).add(made, null, now, Double.NaN);
            }
            all.add(made);
        }
        return all;
    }

    private RecommendationAnswer answer(Chosen chosen, Listed listed, Asked one) {
        return RecommendationAnswer.of(
                RecommendationId.next(workspace.clock().millis()),
                chosen.arm(),
                degradations(one.situation(), listed),
                listed.content());
    }

    /** Makes lists as long as somebody waits for them: at most {@code limits.requestTimeout}. */
    private void inTime(
            List<Asked> asked, RecommendationRequest request, FitContext context, Sink sink) {
        var late = new AtomicBoolean();
        Sink waiting =
                (one, listed) -> {
                    if (late.get()) {
                        throw new CancellationException("the lists took too long");
                    }
                    sink.accept(one, listed);
                };
        try {
            Workers.runApart(
                    () -> each(asked, request, context, waiting), workspace.settings().timeout());
        } catch (TimeoutException e) {
            late.set(true);
        }
    }

    /** Which pipeline answers each of them. */
    private Chosen[] chosen(List<String> users, RecommendationRequest request, FitContext context) {
        var chosen = new Chosen[users.size()];
        context.forEachRow(
                chosen.length, at -> chosen[at] = workspace.chosen(request.forUser(users.get(at))));
        return chosen;
    }

    private static Set<Degradation> degradations(Situation situation, Listed listed) {
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
     * Makes the lists of some users, and puts them where requests of the same form will find them:
     * by the pipeline that will answer each of them, or by both that are interleaved.
     *
     * @param request as it will be asked; its own user does not matter
     * @return for how many users lists were kept
     */
    public int precompute(List<String> users, RecommendationRequest request, FitContext context) {
        var asked = new ArrayList<Asked>();
        Chosen[] chosen = chosen(users, request, context);
        for (int at = 0; at < chosen.length; at++) {
            asked.add(new Asked(at, chosen[at].situation()));
            Mixed mixed = chosen[at].mixed();
            if (mixed != null) {
                asked.add(new Asked(at, mixed.situation()));
            }
        }
        var kept = new AtomicIntegerArray(users.size());
        long now = workspace.clock().millis();
        each(
                asked,
                request,
                context,
                (one, listed) -> {
                    Situation situation = one.situation();
                    if (listed.degradations().isEmpty() && situation.serving().loaded() != null) {
                        RecommendationRequest of = request.forUser(users.get(one.at()));
                        long ttl = situation.serving().spec().serving().cacheTtl().toMillis();
                        long until = Math.min(listed.validUntil(), now + ttl);
                        workspace
                                .settings()
                                .cache()
                                .put(
                                        workspace.recommendations().key(of, situation),
                                        KeptBody.entry(AnswerJson.body(listed.content()), until));
                        kept.set(one.at(), 1);
                    }
                });
        return (int) IntStream.range(0, users.size()).filter(at -> kept.get(at) == 1).count();
    }

    /**
     * A list that is to be made.
     *
     * @param at place of the user
     * @param situation what it is made from
     */
    private record Asked(int at, Situation situation) {}

    /** Gets lists, by several threads. */
    private interface Sink {
        void accept(Asked asked, Listed listed);
    }

    /** Makes lists: those of one pipeline together. */
    private void each(
            List<Asked> all, RecommendationRequest request, FitContext context, Sink sink) {
        int most = workspace.serving().spec().serving().maxItems();
        Recommendations.checkLimit(request.limit(), most);
        long now = workspace.clock().millis();
        Map<Serving, List<Asked>> byServing = new LinkedHashMap<>();
        for (Asked one : all) {
            byServing.computeIfAbsent(one.situation().serving(), key -> new ArrayList<>()).add(one);
        }
        byServing.forEach(
                (serving, asked) ->
                        together(
                                asked,
                                new Plan(serving, request, Page.FIRST, AttributeRow.NONE, now)
                                        .paged(workspace.settings().maxOffset()),
                                context,
                                sink));
    }

    /** Ranks for users by blocks where the model can. */
    private static void together(List<Asked> asked, Plan shared, FitContext context, Sink sink) {
        var rankings = new Ranking[asked.size()];
        context.forEachRow(asked.size(), at -> rankings[at] = ranking(asked.get(at), shared));
        Model model = shared.serving().model();
        boolean inBlocks = model != null && !shared.dependsOnUser();
        int[] alone =
                IntStream.range(0, rankings.length)
                        .filter(at -> !inBlocks || rankings[at].isCold())
                        .toArray();
        context.forEachRow(
                alone.length,
                k -> {
                    Asked one = asked.get(alone[k]);
                    Person person = one.situation().person();
                    sink.accept(one, Recommendations.listed(rankings[alone[k]], person));
                });
        if (!inBlocks) {
            return;
        }
        int[] warm =
                IntStream.range(0, rankings.length).filter(at -> !rankings[at].isCold()).toArray();
        shared.recommender(model)
                .recommendAll(
                        warm.length,
                        k -> rankings[warm[k]].query(),
                        context,
                        (list, k) -> {
                            Asked one = asked.get(warm[k]);
                            Person person = one.situation().person();
                            sink.accept(
                                    one, Recommendations.listed(rankings[warm[k]], person, list));
                        });
    }

    private static Ranking ranking(Asked asked, Plan shared) {
        Person person = asked.situation().person();
        AttributeRow row = person.row(shared.request().attributes());
        return new Ranking(shared.dependsOnUser() ? shared.forUser(row) : shared, person, row);
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

    /** Users that the model knows, spread over all of them. */
    public List<String> sample(int most) {
        var users = workspace.serving().data().users();
        int count = Math.min(most, users.size());
        return IntStream.range(0, count)
                .mapToObj(k -> users.id((int) ((long) k * users.size() / count)))
                .toList();
    }

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
