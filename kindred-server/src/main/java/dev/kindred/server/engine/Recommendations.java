package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.IdIndex;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.server.engine.RecommendationAnswer.Content;
import dev.kindred.server.engine.Stages.Stage;
import dev.kindred.store.cache.Breaker;
import dev.kindred.store.cache.CacheKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for recommendations: always, in bounded time. What goes wrong behind an answer
 * (no model, a model that fails or takes too long, a store or cache that is down) makes it {@code
 * degraded}, never an exception; only a request that cannot be meant is an {@link
 * IllegalArgumentException}. Thread-safe.
 */
public final class Recommendations {
    private static final Logger LOGGER = LoggerFactory.getLogger(Recommendations.class);

    private final Workspace workspace;
    private final Breaker models = new Breaker(System::nanoTime);

    Recommendations(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Answers a request.
     *
     * @throws IllegalArgumentException if the request asks for what there cannot be: a longer list
     *     than allowed, an expression that does not fit, a page token that nobody gave
     */
    public RecommendationAnswer answer(RecommendationRequest request) {
        long start = System.nanoTime();
        long now = workspace.clock().millis();
        Page page = Page.of(request.pageToken());
        checkPage(page);
        Workspace.Chosen chosen = workspace.chosen(request);
        Workspace.Situation situation = chosen.situation();
        stages().since(Stage.HISTORY, start);
        Serving serving = situation.serving();
        checkLimit(request.limit(), serving.spec().serving().maxItems());
        Set<Degradation> degradations = EnumSet.noneOf(Degradation.class);
        long deadline = start + workspace.settings().timeout().toNanos();
        var call = new Call(request, situation, page, now, deadline);
        byte[] body = body(call, degradations);
        String id = RecommendationId.next(now);
        Interleaving mixed = null;
        Workspace.Mixed other = page.isFirst() ? chosen.mixed() : null;
        if (other != null) {
            byte[] second = body(call.with(other.situation()), degradations);
            mixed =
                    new Interleaving(
                            other.mix(),
                            AnswerJson.read(body),
                            AnswerJson.read(second),
                            request.limit(),
                            id);
            body = AnswerJson.body(mixed.content());
        }
        addGeneral(situation, now, degradations);
        RecommendationAnswer answer =
                RecommendationAnswer.ofBody(id, chosen.arm(), degradations, body);
        if (request.record()) {
            double seconds = (System.nanoTime() - start) / 1e9;
            new ShownLog(workspace, chosen).add(answer, mixed, now, seconds);
        }
        return answer;
    }

    /**
     * A request on its way to an answer.
     *
     * @param now in milliseconds since 1970
     * @param deadline until which the list must be there, by {@link System#nanoTime}
     */
    private record Call(
            RecommendationRequest request,
            Workspace.Situation situation,
            Page page,
            long now,
            long deadline) {
        Call with(Workspace.Situation other) {
            return new Call(request, other, page, now, deadline);
        }

        /** How long the model may take. */
        Duration left() {
            Duration most = situation.serving().spec().serving().timeout();
            Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            return rest.compareTo(most) < 0 ? rest : most;
        }
    }

    private byte[] body(Call call, Set<Degradation> degradations) {
        try {
            return kept(call);
        } catch (NotKept degraded) {
            degradations.addAll(degraded.degradations);
            return degraded.body;
        }
    }

    private void checkPage(Page page) {
        int most = workspace.settings().maxOffset();
        if (page.served().length > most) {
            throw new IllegalArgumentException(
                    "pageToken must not lead further than %d items into the list (limits.maxOffset), but leads %d"
                            .formatted(most, page.served().length));
        }
    }

    static void checkLimit(int limit, int most) {
        if (limit > most) {
            throw new IllegalArgumentException(
                    "limit must be at most %d (pipeline.serving.maxItems), but is %d"
                            .formatted(most, limit));
        }
    }

    /** What is amiss with every answer now, be it kept or not. */
    private void addGeneral(
            Workspace.Situation situation, long now, Set<Degradation> degradations) {
        if (situation.storeDown()) {
            degradations.add(Degradation.STORE_UNAVAILABLE);
        }
        if (situation.failed() && situation.serving().loaded() == null) {
            degradations.add(Degradation.MODEL_FAILED);
        } else if (situation.serving().loaded() == null) {
            degradations.add(Degradation.NO_MODEL);
        }
        if (!situation.serving().rules(now).problems().isEmpty()) {
            degradations.add(Degradation.RULE_SKIPPED);
        }
        if (!workspace.settings().cache().isUp()) {
            degradations.add(Degradation.CACHE_UNAVAILABLE);
        }
    }

    /** The answer to a request, from the cache or computed. */
    private byte[] kept(Call call) {
        Serving serving = call.situation().serving();
        Duration ttl = serving.spec().serving().cacheTtl();
        if (ttl.isZero() || serving.loaded() == null) {
            throw new NotKept(compute(call));
        }
        long start = System.nanoTime();
        boolean[] computed = new boolean[1];
        CacheKey key = key(call.request(), call.situation());
        byte[] entry =
                workspace
                        .settings()
                        .cache()
                        .get(
                                key,
                                () -> {
                                    computed[0] = true;
                                    return entry(call, ttl);
                                });
        if (!computed[0]) {
            stages().since(Stage.CACHE, start);
        }
        if (entry == null || KeptBody.isOver(entry, call.now())) {
            entry = entry(call, ttl);
            workspace.settings().cache().put(key, entry);
        }
        return KeptBody.body(entry);
    }

    private byte[] entry(Call call, Duration ttl) {
        Listed listed = compute(call);
        if (!listed.degradations().isEmpty()) {
            throw new NotKept(listed);
        }
        long until = Math.min(listed.validUntil(), call.now() + ttl.toMillis());
        return KeptBody.entry(AnswerJson.body(listed.content()), until);
    }

    CacheKey key(RecommendationRequest request, Workspace.Situation situation) {
        Serving serving = situation.serving();
        String user = request.user();
        return new CacheKey(
                workspace.id(),
                user == null ? "" : user,
                serving.modelVersion(),
                serving.catalogueVersion(),
                situation.person().version(),
                KeptBody.text(request, serving));
    }

    /**
     * A list that was made.
     *
     * @param validUntil first moment at which it is no longer right
     */
    record Listed(Content content, Set<Degradation> degradations, long validUntil) {}

    /** An answer that is not to be kept, on its way through the cache. */
    private static final class NotKept extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient byte[] body;
        private final transient Set<Degradation> degradations;

        NotKept(Listed listed) {
            super(null, null, false, false);
            body = AnswerJson.body(listed.content());
            degradations = listed.degradations();
        }
    }

    private Listed compute(Call call) {
        RecommendationRequest request = call.request();
        Person person = call.situation().person();
        AttributeRow attributes = person.row(request.attributes());
        Plan plan =
                new Plan(call.situation().serving(), request, call.page(), attributes, call.now())
                        .timed(stages())
                        .paged(workspace.settings().maxOffset());
        if (!models.allows()) {
            return withoutModel(plan, person, attributes, Degradation.MODEL_FAILED);
        }
        boolean good = false;
        try {
            Listed listed =
                    workspace
                            .settings()
                            .workers()
                            .run(
                                    () -> timed(new Ranking(plan, person, attributes), person),
                                    call.left());
            good = true;
            return listed;
        } catch (TimeoutException e) {
            return withoutModel(plan, person, attributes, Degradation.TIMEOUT);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            LOGGER.warn("{}: the model failed", workspace.id(), e);
            return withoutModel(plan, person, attributes, Degradation.MODEL_FAILED);
        } finally {
            if (good) {
                models.succeeded();
            } else {
                models.failed();
            }
        }
    }

    private Stages stages() {
        return workspace.settings().stages();
    }

    private Listed timed(Ranking ranking, Person person) {
        long start = System.nanoTime();
        RankedItems ranked = ranking.list(ranking.query());
        stages().since(Stage.RANK, start);
        start = System.nanoTime();
        Listed listed = listed(ranking, person, ranked);
        stages().since(Stage.FINISH, start);
        return listed;
    }

    /** The list of a user. */
    static Listed listed(Ranking ranking, Person person) {
        return listed(ranking, person, ranking.list(ranking.query()));
    }

    /** The list of a user for whom was ranked already; that of other items if it is empty. */
    static Listed listed(Ranking ranking, Person person, RankedItems ranked) {
        Set<Degradation> degradations = EnumSet.noneOf(Degradation.class);
        RankedItems list = ranked;
        var finisher = new Finisher(ranking, person.version().sequence());
        Content content = finisher.content(list);
        if (content.items().isEmpty() && ranking.canRepeat()) {
            Query again = ranking.repeating();
            list = ranking.list(again);
            content = finisher.content(list);
            if (!content.items().isEmpty()) {
                degradations.add(Degradation.EVERYTHING_SEEN);
            }
        }
        if (content.items().isEmpty() && ranking.plan().page().isFirst()) {
            degradations.add(
                    ranking.plan().serving().items().size() == 0
                            ? Degradation.NO_ITEMS
                            : Degradation.EVERYTHING_FILTERED);
        }
        if (ranking.plan().hasSkipped()) {
            degradations.add(Degradation.RULE_SKIPPED);
        }
        return new Listed(content, degradations, finisher.validUntil(content));
    }

    /** What is left to one of many users whose model took too long. */
    Listed late(RecommendationRequest request, Workspace.Situation situation, long now) {
        Person person = situation.person();
        AttributeRow attributes = person.row(request.attributes());
        Plan plan =
                new Plan(situation.serving(), request, Page.FIRST, attributes, now)
                        .paged(workspace.settings().maxOffset());
        return withoutModel(plan, person, attributes, Degradation.TIMEOUT);
    }

    /** What is left where the model cannot be asked. */
    private Listed withoutModel(
            Plan plan, Person person, AttributeRow attributes, Degradation reason) {
        var ranking = new Ranking(plan, person, attributes);
        Content content =
                new Finisher(ranking, person.version().sequence())
                        .contentWithoutReasons(ranking.popular(ranking.query()));
        return new Listed(content, EnumSet.of(reason), plan.now());
    }

    /**
     * Puts given items into the order in which the user would want them. Items that may not be
     * recommended to the user are left out; those of which nobody knows anything come last, in the
     * order in which they were given.
     */
    public RecommendationAnswer rerank(RecommendationRequest request, List<String> items) {
        Set<String> wanted = new HashSet<>(items);
        RecommendationRequest asked =
                request.change()
                        .candidates(wanted)
                        .limit(Math.max(1, wanted.size()))
                        .pageToken(null)
                        .build();
        return withUnknown(answer(asked), items, asked.exclude());
    }

    private RecommendationAnswer withUnknown(
            RecommendationAnswer answer, List<String> items, Collection<String> excluded) {
        Content content = answer.content();
        IdIndex known = workspace.serving().items();
        var listed = new ArrayList<>(content.items());
        var there = new HashSet<String>(excluded);
        for (String item : items) {
            if (!known.contains(item) && there.add(item)) {
                listed.add(ListedItem.of(item, Double.NaN, "unknown"));
            }
        }
        if (listed.size() == content.items().size()) {
            return answer;
        }
        var degradations = EnumSet.noneOf(Degradation.class);
        degradations.addAll(answer.degradations());
        degradations.remove(Degradation.EVERYTHING_FILTERED);
        return RecommendationAnswer.of(
                answer.recommendationId(),
                answer.arm(),
                degradations,
                new Content(
                        content.user(),
                        content.pipeline(),
                        content.model(),
                        content.coldStart(),
                        null,
                        listed,
                        content.notes()));
    }

    /** Why an item is not in the list that a request gets. */
    public MissingItem whyNot(RecommendationRequest request, String item) {
        Workspace.Situation situation = workspace.chosen(request).situation();
        checkLimit(request.limit(), situation.serving().spec().serving().maxItems());
        return new Missing(situation, request, workspace.clock().millis()).of(item);
    }

    /** The version of what an answer to a user follows now; for tests of what changes it. */
    @Nullable String followed(String user) {
        return workspace.situation(user, null).person().version().toString();
    }
}
