package dev.kindred.server.engine;

import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.expression.Type;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.Model;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Step;
import dev.kindred.rerank.Quota;
import dev.kindred.rerank.QuotaRerank;
import dev.kindred.rerank.StepSpec;
import dev.kindred.server.engine.lists.CountModel;
import dev.kindred.server.engine.lists.LiveCounts;
import dev.kindred.server.engine.lists.ShownCounts;
import dev.kindred.server.engine.rules.RuleBook;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that answers of one pipeline come from, at one moment: model, catalogue, rules, counts.
 * Immutable and thread-safe; a change of any of them is another object, and requests that are under
 * way go on with theirs.
 */
public final class Serving {
    /** The source of items that many users have. */
    public static final String POPULAR = "popular";

    /** The source of items that many users have had lately. */
    public static final String TRENDING = "trending";

    /** The source of items that are new. */
    public static final String LATEST = "latest";

    private static final int MOST_STEPS = 200;

    private final String pipeline;
    private final PipelineSpec spec;
    private final EventMeaning meaning;
    private final @Nullable LoadedModel loaded;
    private final Universe universe;
    private final Documents documents;
    private final LiveCounts.Snapshot counts;
    private final CountModel popular;
    private final @Nullable Model model;
    private final ModelRecommender memory;
    private final Lazy<Dataset> data;
    private final Lazy<AttributeModel> content;
    private final Map<List<Quota>, Step> quotas = new ConcurrentHashMap<>();
    private final ShownCounts shown;
    private volatile TimedRules rules;
    private volatile @Nullable Explored explored;
    private final Map<StepSpec, Step> steps = new ConcurrentHashMap<>();

    Serving(
            String pipeline,
            PipelineSpec spec,
            @Nullable LoadedModel loaded,
            Universe universe,
            Documents documents,
            LiveCounts.Snapshot counts,
            ShownCounts shown,
            @Nullable Serving before) {
        this.pipeline = pipeline;
        this.spec = spec;
        this.meaning = new EventMeaning(spec.events());
        this.loaded = loaded;
        this.universe = universe;
        this.documents = documents;
        this.counts = counts;
        this.shown = shown;
        boolean sameItems = before != null && before.universe.attributes() == universe.attributes();
        this.popular =
                sameItems && before.counts == counts
                        ? before.popular
                        : new CountModel(POPULAR, universe.items(), popularThenLatest());
        this.model = loaded == null ? null : ExtendedModel.of(loaded.model(), universe.items());
        RuleBook compiled =
                sameItems && before.documents == documents
                        ? before.rules.book()
                        : RuleBook.of(documents.rules(), universe.scope(0), universe.attributes());
        this.rules = new TimedRules(Long.MIN_VALUE, compiled);
        ModelRecommender.Builder builder = ModelRecommender.builder(popular);
        if (before != null && before.universe.size() == universe.size()) {
            builder.memoryOf(before.memory);
        }
        this.memory = builder.build();
        boolean sameData = sameItems && before.loaded == loaded;
        this.content = sameData ? before.content : new Lazy<>(this::contentOfAll);
        this.data = sameData ? before.data : new Lazy<>(this::extendedData);
        this.explored = sameItems ? before.explored : null;
        if (sameData) {
            steps.putAll(before.steps);
            quotas.putAll(before.quotas);
        }
    }

    /** Scores above 0 are counts; those below tell how new an item is that nobody has yet. */
    private float[] popularThenLatest() {
        float[] scores = counts.popular().clone();
        float[] latest = latestScores();
        for (int row = 0; row < scores.length; row++) {
            if (Float.isNaN(scores[row])) {
                scores[row] = Float.isNaN(latest[row]) ? -2 : -1 / (1 + latest[row]);
            }
        }
        return scores;
    }

    /** Days from 1970 to the day on which each item came; NaN where it is unknown. */
    float[] latestScores() {
        float[] days = new float[universe.size()];
        for (int row = 0; row < days.length; row++) {
            long came = Math.min(universe.created(row), counts.first()[row]);
            days[row] = came == Long.MAX_VALUE ? Float.NaN : came / 86_400_000f;
        }
        return days;
    }

    private Dataset extendedData() {
        if (loaded != null) {
            return loaded.data().withItems(universe.items(), universe.attributes());
        }
        IdIndex nobody = IdIndex.of();
        int items = universe.size();
        SparseRows empty = SparseRows.of(items, new int[1], new int[0], new double[0]);
        return new Dataset(
                nobody,
                universe.items(),
                empty,
                new int[0],
                null,
                dev.kindred.data.Attributes.NONE,
                universe.attributes());
    }

    /** The pipeline's id, such as {@code p7}: its name and version. */
    public String pipeline() {
        return pipeline;
    }

    public PipelineSpec spec() {
        return spec;
    }

    /** Version of the model; 0 = there is none yet. */
    public long modelVersion() {
        return loaded == null ? 0 : loaded.version();
    }

    /** Version of the catalogue. */
    public long catalogueVersion() {
        return universe.catalogue().version();
    }

    /** Version of rules and lists. */
    public long documentsVersion() {
        return documents.version();
    }

    /** All items that can be recommended. */
    public IdIndex items() {
        return universe.items();
    }

    /** What the model was trained on, with the items and attributes of today. */
    public Dataset data() {
        return data.get();
    }

    /** The rules as they are in a minute: their expressions may name the time. */
    public RuleBook rules(long now) {
        TimedRules known = rules;
        long minute = now / 60_000;
        if (known.minute() != minute) {
            known = new TimedRules(minute, known.book().at(universe.scope(now)));
            rules = known;
        }
        return known.book();
    }

    private record TimedRules(long minute, RuleBook book) {}

    Catalogue catalogue() {
        return universe.catalogue();
    }

    Universe universe() {
        return universe;
    }

    EventMeaning meaning() {
        return meaning;
    }

    @Nullable LoadedModel loaded() {
        return loaded;
    }

    /** The model over all items, or null. */
    @Nullable Model model() {
        return model;
    }

    Documents documents() {
        return documents;
    }

    LiveCounts.Snapshot counts() {
        return counts;
    }

    /**
     * What judges items by their attributes, new ones as well; trained at its first use.
     *
     * @throws IllegalArgumentException if items have no attributes
     */
    AttributeModel content() {
        return content.get();
    }

    private AttributeModel contentOfAll() {
        if (loaded == null) {
            return LoadedModel.content(null, data(), Workspace.context(spec));
        }
        AttributeModel known = loaded.content();
        return known.items().size() == universe.size()
                ? known
                : known.withItems(universe.attributes());
    }

    /** What fills lists: popular items, then new ones. */
    CountModel popular() {
        return popular;
    }

    /** A recommender that lends its working memory. */
    ModelRecommender memory() {
        return memory;
    }

    /**
     * A step.
     *
     * @throws IllegalArgumentException if the catalogue lacks what it needs
     */
    Step step(StepSpec wanted) {
        return kept(steps, wanted, () -> wanted.step(data()));
    }

    /**
     * Shares of groups.
     *
     * @throws IllegalArgumentException if the catalogue lacks an attribute or value
     */
    Step quotas(List<Quota> wanted) {
        return kept(quotas, wanted, () -> QuotaRerank.of(universe.attributes(), wanted));
    }

    /** Requests bring steps as they like: no more of them are kept than fit. */
    private static <K> Step kept(Map<K, Step> known, K wanted, Supplier<Step> maker) {
        Step step = known.get(wanted);
        if (step == null) {
            step = maker.get();
            if (known.size() < MOST_STEPS) {
                known.put(wanted, step);
            }
        }
        return step;
    }

    /** The items to be explored in the time span of a moment; null if none are. */
    @Nullable Explored explored(long now) {
        PipelineSpec.Exploration settings = spec.serving().exploration();
        if (!settings.isOn() || !shown.isRead()) {
            return null;
        }
        Explored known = explored;
        long period = Explored.period(settings, now);
        if (known == null || known.period() != period || known.items() != items()) {
            known = Explored.of(settings, period, items(), counts, shown.trials(items()));
            explored = known;
        }
        return known;
    }

    /** Some fields of an item as values of JSON; those that it lacks are left out. */
    Map<String, Object> attributes(int row, List<String> include) {
        if (include.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String field : include) {
            Object value = value(row, field);
            if (value != null) {
                attributes.put(field, value);
            }
        }
        return attributes;
    }

    /** A field of an item as a value of JSON; null where it has none. */
    @Nullable Object value(int row, String field) {
        List<String> values = universe.attributes().values(row, field);
        if (values.isEmpty()) {
            return null;
        }
        Type type = field.equals("title") || field.equals("text") ? Type.TEXT : type(field);
        if (type == Type.TEXTS || type == Type.NUMBERS || type == Type.DATES || values.size() > 1) {
            var list = new ArrayList<>(values.size());
            for (String value : values) {
                list.add(type == Type.NUMBERS ? number(value) : value);
            }
            return list;
        }
        String value = values.get(0);
        return switch (type) {
            case NUMBER -> number(value);
            case TRUTH -> Boolean.valueOf(value);
            default -> value;
        };
    }

    private Type type(String field) {
        Type type = universe.scope(0).type(field);
        return type == null ? Type.TEXT : type;
    }

    private static Object number(String text) {
        try {
            double number = Double.parseDouble(text);
            long whole = (long) number;
            return whole == number ? (Object) whole : (Object) number;
        } catch (NumberFormatException e) {
            return text; // a word for a missing value
        }
    }
}
