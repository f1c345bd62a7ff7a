package dev.kindred.server.training;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Dedupe;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.server.engine.EventMeaning;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Project;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a project's events say, by a pipeline: values are multiplied by the weight of their type and
 * added up per user and item; types without weight say nothing; an item that a user does not want
 * (an event of a negative type) is not among what the user likes.
 *
 * @param dataset what is learnt from; items of the catalogue without events are among its items
 * @param sequence the last event that was looked at
 * @param deletions that there had been by then
 * @param events that were looked at
 * @param types how many events of each type there are
 */
public record TrainingData(
        Dataset dataset, long sequence, long deletions, long events, Map<String, Long> types) {

    /** Reads a project. Cost: some millions of events a second, and the catalogue. */
    public static TrainingData read(Project store, PipelineSpec pipeline, long now) {
        Project.Versions before = store.versions();
        InteractionLog log = store.events().interactions();
        DatasetBuilder builder =
                new DatasetBuilder()
                        .dedupe(Dedupe.SUM)
                        .minPerItem(pipeline.training().minItemEvents())
                        .itemAttributes(store.items().catalogue().learnable())
                        .userAttributes(store.users().attributes());
        var types = new LinkedHashMap<String, Long>();
        var meaning = new EventMeaning(pipeline.events());
        for (String type : log.types()) {
            builder.weight(type, meaning.weight(type));
            types.put(type, 0L);
        }
        for (int k = 0; k < log.size(); k++) {
            types.merge(log.types().get(log.type(k)), 1L, Long::sum);
        }
        InteractionLog kept = log.only(kept(log, pipeline, meaning, now));
        return new TrainingData(
                builder.build(kept), before.sequence(), before.deletions(), log.size(), types);
    }

    /** Without what is too old, and without what a user does not want. */
    private static BitSet kept(
            InteractionLog log, PipelineSpec pipeline, EventMeaning meaning, long now) {
        long oldest = oldest(pipeline, now);
        Set<Long> unwanted = unwanted(log, meaning);
        var kept = new BitSet();
        for (int k = 0; k < log.size(); k++) {
            long time = log.time(k);
            boolean fresh = time >= oldest || time == Interaction.NO_TIME;
            kept.set(k, fresh && !unwanted.contains(pair(log, k)));
        }
        return kept;
    }

    private static long oldest(PipelineSpec pipeline, long now) {
        Integer days = pipeline.retention().eventDays();
        return days == null ? Long.MIN_VALUE : now - Duration.ofDays(days).toMillis();
    }

    private static Set<Long> unwanted(InteractionLog log, EventMeaning meaning) {
        var unwanted = new HashSet<Long>();
        for (int k = 0; k < log.size(); k++) {
            if (meaning.isNegative(log.types().get(log.type(k)))) {
                unwanted.add(pair(log, k));
            }
        }
        return unwanted;
    }

    private static long pair(InteractionLog log, int k) {
        return (long) log.user(k) << 32 | log.item(k);
    }

    /** The number of items that somebody has. */
    public int itemsWithEvents() {
        var items = new BitSet();
        for (int k = 0; k < dataset.size(); k++) {
            items.set(dataset.byUser().column(k));
        }
        return items.cardinality();
    }

    /** Whether a user whose events are in these data has none any more: was erased, or merged. */
    boolean isOutdated(Project store) {
        if (store.versions().deletions() == deletions) {
            return false;
        }
        IdIndex now = store.events().interactions().users();
        return dataset.users().ids().stream().anyMatch(user -> !now.contains(user));
    }

    /** Why there is nothing to learn from, as a person needs to hear it. */
    String whyEmpty(PipelineSpec pipeline) {
        if (events == 0) {
            return "there are no events yet";
        }
        String yours =
                types.entrySet().stream()
                        .map(type -> "%s (%,d)".formatted(type.getKey(), type.getValue()))
                        .collect(Collectors.joining(", "));
        String counted =
                pipeline.events().types().entrySet().stream()
                        .filter(type -> !type.getValue().negative())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        return "0 of %,d events say what users like: the pipeline counts %s, and there are %s. Maybe change pipeline.events, pipeline.retention or pipeline.training.minItemEvents"
                .formatted(events, counted.isEmpty() ? "all types" : counted, yours);
    }
}
