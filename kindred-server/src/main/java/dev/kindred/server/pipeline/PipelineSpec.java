package dev.kindred.server.pipeline;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a project recommends with. Immutable; the part of the configuration that may change while
 * the server runs, stored as a JSON document with a history.
 *
 * @param events what the types of events mean
 * @param models candidate models, at least one; several are blended
 * @param blend how several models become one list
 * @param rerank steps in their order, as {@link dev.kindred.rerank.StepSpec} reads them
 * @param serving how requests are answered
 * @param training when and how models are trained
 * @param precompute which lists are made before they are asked for
 * @param retention how long events are kept
 */
public record PipelineSpec(
        Events events,
        List<ModelSpec> models,
        Blend blend,
        List<String> rerank,
        Serving serving,
        Training training,
        Precompute precompute,
        Retention retention) {
    public PipelineSpec {
        models = List.copyOf(models);
        rerank = List.copyOf(rerank);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models must name at least one model");
        }
    }

    /** A pipeline that suits most data: two models, blended with learnt weights. */
    public static PipelineSpec defaults() {
        return new PipelineSpec(
                Events.ALL_ALIKE,
                List.of(ModelSpec.of("item-knn"), ModelSpec.of("ials")),
                new Blend("weighted", List.of()),
                List.of(),
                Serving.DEFAULTS,
                Training.DEFAULTS,
                Precompute.DEFAULTS,
                new Retention(null));
    }

    /** The same with other models. */
    public PipelineSpec withModels(List<ModelSpec> newModels, Blend newBlend) {
        return new PipelineSpec(
                events, newModels, newBlend, rerank, serving, training, precompute, retention);
    }

    /**
     * What the types of events mean.
     *
     * @param types by name; empty: every type counts alike, with its value
     * @param others weight of types that are not named; 0 leaves their events out
     */
    public record Events(Map<String, EventType> types, double others) {
        /** Every event counts, by its value. */
        public static final Events ALL_ALIKE = new Events(Map.of(), 1);

        public Events {
            types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        }
    }

    /**
     * A type of event.
     *
     * @param weight its value is multiplied with; above 0
     * @param negative true if it says that the user does not want the item: the item is not
     *     recommended to the user and not learnt from as liked
     */
    public record EventType(double weight, boolean negative) {}

    /**
     * A model.
     *
     * @param algorithm as on the command line
     * @param preset named settings, or null
     * @param settings single settings, over the preset's
     */
    public record ModelSpec(
            String algorithm, @Nullable String preset, Map<String, String> settings) {
        public ModelSpec {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        /** An algorithm with its defaults. */
        public static ModelSpec of(String algorithm) {
            return new ModelSpec(algorithm, null, Map.of());
        }
    }

    /**
     * How several models become one list.
     *
     * @param method of {@link dev.kindred.blend.Method}, in lower case
     * @param weights one per model; empty: learnt from data held back
     */
    public record Blend(String method, List<Double> weights) {
        public Blend {
            weights = List.copyOf(weights);
        }
    }

    /**
     * How requests are answered.
     *
     * @param historyLength the most recent events of a user that a list follows
     * @param repeatSeen whether items that the user has may come again
     * @param maxItems the longest list that may be asked for
     * @param timeout after which the answer comes from what is at hand
     * @param cacheTtl how long an answer may be kept; zero: none is kept
     * @param exploration places for items of which little is known
     */
    public record Serving(
            int historyLength,
            boolean repeatSeen,
            int maxItems,
            Duration timeout,
            Duration cacheTtl,
            Exploration exploration) {
        public static final Serving DEFAULTS =
                new Serving(500, false, 1000, Duration.ofSeconds(2), Duration.ofHours(1));

        /** Without exploration. */
        public Serving(
                int historyLength,
                boolean repeatSeen,
                int maxItems,
                Duration timeout,
                Duration cacheTtl) {
            this(historyLength, repeatSeen, maxItems, timeout, cacheTtl, Exploration.NONE);
        }
    }

    /**
     * Places of lists that are given to items by chance, so that something is learnt of them.
     *
     * @param share of the places of a list, rounded up; never the first; 0: none
     * @param all whether every item may get one; else those that are new
     * @param enough an item is new while it was shown and wanted less often, together
     * @param every after which a user gets other ones
     */
    public record Exploration(double share, boolean all, int enough, Duration every) {
        public static final Exploration NONE = new Exploration(0, false, 100, Duration.ofHours(1));

        public boolean isOn() {
            return share > 0;
        }
    }

    /**
     * When and how models are trained.
     *
     * @param every at least this often, if there are new events; null: not by time
     * @param afterEvents as soon as there are so many new events; 0: not by events
     * @param threads 0: as many as there are processors, less one
     * @param seed of all random numbers
     * @param minItemEvents items with fewer users are not learnt
     */
    public record Training(
            @Nullable Duration every, long afterEvents, int threads, long seed, int minItemEvents) {
        public static final Training DEFAULTS = new Training(Duration.ofHours(6), 10_000, 0, 42, 1);
    }

    /**
     * Which lists are made before they are asked for.
     *
     * @param enabled whether any
     * @param length of the lists
     * @param activeDays users with an event in so many days
     * @param batch users per batch
     * @param workers 0: one per processor
     * @param usersPerSecond 0: as fast as it goes
     */
    public record Precompute(
            boolean enabled,
            int length,
            int activeDays,
            int batch,
            int workers,
            int usersPerSecond) {
        public static final Precompute DEFAULTS = new Precompute(false, 10, 30, 1000, 0, 0);
    }

    /**
     * How long events are kept.
     *
     * @param eventDays null: for ever
     */
    public record Retention(@Nullable Integer eventDays) {}
}
