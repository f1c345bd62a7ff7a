package dev.kindred.server.engine;

import dev.kindred.server.engine.PipelineChoice.Arm;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link RecommendationRequest}: what is the same for everybody who asks the same,
 * kept as JSON, and what belongs to this one answer. Immutable.
 */
public final class RecommendationAnswer {
    private final String id;
    private final @Nullable Arm arm;
    private final Set<Degradation> degradations;
    private final byte[] body;
    private volatile @Nullable Content content;

    /**
     * What may be kept in a cache.
     *
     * @param user outside id, or null for a guest
     * @param pipeline that made it, such as {@code p7}
     * @param model version of the model; 0 = none
     * @param coldStart whether nothing that the model knows was known of the user
     * @param pageToken for the next page; null where there is none
     * @param items best first
     * @param notes on the list as a whole, such as a share that could not be had; sentences
     */
    public record Content(
            @Nullable String user,
            String pipeline,
            long model,
            boolean coldStart,
            @Nullable String pageToken,
            List<ListedItem> items,
            List<String> notes) {
        public Content {
            items = List.copyOf(items);
            notes = List.copyOf(notes);
        }
    }

    /**
     * What is logged of a list that was shown.
     *
     * @param items ids, best first
     * @param propensities with what probability each was put there
     */
    record Shown(
            @Nullable String user,
            String pipeline,
            long model,
            List<String> items,
            List<Double> propensities) {}

    private RecommendationAnswer(
            String id, @Nullable Arm arm, Set<Degradation> degradations, byte[] body) {
        this.id = id;
        this.arm = arm;
        this.degradations =
                degradations.isEmpty()
                        ? Set.of()
                        : Collections.unmodifiableSet(EnumSet.copyOf(degradations));
        this.body = body;
    }

    /** An answer that was made now. */
    public static RecommendationAnswer of(
            String id, @Nullable Arm arm, Set<Degradation> degradations, Content content) {
        return new RecommendationAnswer(id, arm, degradations, AnswerJson.body(content));
    }

    /** An answer whose content was kept. */
    static RecommendationAnswer ofBody(
            String id, @Nullable Arm arm, Set<Degradation> degradations, byte[] body) {
        return new RecommendationAnswer(id, arm, degradations, body);
    }

    /** {@code r_} and 26 letters and digits that sort by time; another one for each answer. */
    public String recommendationId() {
        return id;
    }

    /** The experiment and variant that it belongs to, or null. */
    public @Nullable Arm arm() {
        return arm;
    }

    /** Why it is not what it could be, the gravest first; empty where nothing was amiss. */
    public Set<Degradation> degradations() {
        return degradations;
    }

    public boolean isDegraded() {
        return !degradations.isEmpty();
    }

    /** What it says, as it was written: scores have the digits of a float. */
    public Content content() {
        Content known = content;
        if (known == null) {
            known = AnswerJson.read(body);
            content = known;
        }
        return known;
    }

    /** The part of the content that is logged. Cost: microseconds, also where nobody read it. */
    Shown shown() {
        return AnswerJson.shown(body);
    }

    public List<ListedItem> items() {
        return content().items();
    }

    /** The whole answer as JSON in UTF-8. Cost: one copy. */
    public byte[] json() {
        return AnswerJson.whole(id, arm, degradations, body);
    }

    /** The content as JSON: what a cache keeps. */
    byte[] body() {
        return body;
    }
}
