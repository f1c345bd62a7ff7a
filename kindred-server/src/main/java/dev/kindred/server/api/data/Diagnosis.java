package dev.kindred.server.api.data;

import static dev.kindred.advise.Finding.Severity.NOTE;
import static dev.kindred.advise.Finding.Severity.PROBLEM;
import static dev.kindred.advise.Finding.Severity.WARNING;

import dev.kindred.advise.DataProfile;
import dev.kindred.advise.Faults;
import dev.kindred.advise.Finding;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Dedupe;
import dev.kindred.data.IdIndex;
import dev.kindred.data.InteractionLog;
import dev.kindred.internal.Suggestion;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.pipeline.PipelineSpec.EventType;
import dev.kindred.server.pipeline.PipelineSpec.Events;
import dev.kindred.store.Catalogue;
import dev.kindred.store.ModelRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks for what keeps a project from good recommendations. */
final class Diagnosis {
    private static final double FEW = 0.05;
    private static final double HALF = 0.5;
    private static final long OLD_DAYS = 7;
    private static final long DAY = 86_400_000;

    /** Beyond this the data are not looked at one by one: that is the work of {@code advise}. */
    private static final int MOST_EVENTS = 5_000_000;

    /**
     * Something that was found.
     *
     * @param evidence figures by name
     * @param fix what helps; "" where nothing needs to be done
     */
    record Found(
            Finding.Severity severity,
            String code,
            String finding,
            Map<String, Object> evidence,
            String fix) {}

    private final Workspace workspace;
    private final EventFigures events;
    private final Catalogue catalogue;
    private final boolean cacheUp;
    private final long now;
    private final List<Found> found = new ArrayList<>();

    Diagnosis(
            Workspace workspace,
            EventFigures events,
            Catalogue catalogue,
            boolean cacheUp,
            long now) {
        this.workspace = workspace;
        this.events = events;
        this.catalogue = catalogue;
        this.cacheUp = cacheUp;
        this.now = now;
    }

    /** All findings, the most serious first. */
    List<Found> find() {
        if (events.events() == 0) {
            add(
                    PROBLEM,
                    "no-events",
                    "there are no events",
                    Map.of("events", 0),
                    "Send events to POST /v1/events, or import a file: POST /v1/imports?kind=events");
        } else {
            types();
            unusedTypes();
            data();
        }
        items();
        model();
        operation();
        found.sort(Comparator.comparing(Found::severity).reversed());
        return List.copyOf(found);
    }

    private void add(
            Finding.Severity severity,
            String code,
            String text,
            Map<String, Object> evidence,
            String fix) {
        found.add(new Found(severity, code, text, evidence, fix));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private Events meaning() {
        return workspace.pipeline().events();
    }

    /** By what values are multiplied; 0 if events of the type say nothing about what is liked. */
    private double weight(String type) {
        EventType known = meaning().types().get(type);
        return known == null ? meaning().others() : known.negative() ? 0 : known.weight();
    }

    private void types() {
        long counting =
                events.types().entrySet().stream()
                        .filter(one -> weight(one.getKey()) != 0)
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        double share = (double) counting / events.events();
        if (share >= FEW) {
            return;
        }
        String positive =
                meaning().types().entrySet().stream()
                        .filter(one -> !one.getValue().negative())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        add(
                counting == 0 ? PROBLEM : WARNING,
                "types",
                text(
                        "%,d of %,d events match the positive types (%s): yours are %s",
                        counting, events.events(), positive, shownTypes()),
                Map.of("matching", counting, "events", events.events(), "types", events.types()),
                "Name your types under events.types in the pipeline, or give events.others a weight above 0");
    }

    private String shownTypes() {
        return events.types().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(10)
                .map(one -> text("%s (%,d)", one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void unusedTypes() {
        for (String type : new TreeSet<>(meaning().types().keySet())) {
            if (!events.types().containsKey(type)) {
                String maybe = Suggestion.didYouMean(type, events.types().keySet());
                add(
                        maybe.isEmpty() ? NOTE : WARNING,
                        "unused-type",
                        text("no event has the type \"%s\" of the pipeline%s", type, maybe),
                        Map.of("type", type),
                        maybe.isEmpty() ? "" : "Name the type as your events do");
            }
        }
    }

    /** What the core finds wrong with the data that models learn from. */
    private void data() {
        if (events.events() > MOST_EVENTS) {
            return;
        }
        InteractionLog log = workspace.store().events().interactions();
        var builder = new DatasetBuilder().dedupe(Dedupe.SUM);
        log.types().forEach(type -> builder.weight(type, weight(type)));
        Dataset data = builder.build(log);
        if (data.size() == 0) {
            return; // said above
        }
        for (Finding one : Faults.of(DataProfile.of(log, data, now), data)) {
            if (!one.code().equals("duplicates")) { // several events of a pair are usual here
                add(one.severity(), one.code(), one.text(), Map.of(), one.remedy());
            }
        }
    }

    private void items() {
        if (catalogue.count() == 0) {
            if (events.events() > 0) {
                add(
                        NOTE,
                        "no-items",
                        "no item is described, so there are no titles, filters or rules by attribute",
                        Map.of("itemsWithEvents", events.items().size()),
                        "Import items: POST /v1/imports?kind=items");
            }
            return;
        }
        long unknown = events.items().stream().filter(id -> !catalogue.isThere(row(id))).count();
        if (unknown > HALF * events.items().size()) {
            add(
                    WARNING,
                    "unknown-items",
                    text(
                            "%,d of %,d items with events are not among the %,d that are described",
                            unknown, events.items().size(), catalogue.count()),
                    Map.of("unknown", unknown, "described", catalogue.count()),
                    "Maybe events and items name the same thing differently: compare their ids");
        }
        long closed =
                catalogue.items().stream()
                        .filter(id -> !catalogue.isAvailable(row(id), now))
                        .count();
        if (closed > HALF * catalogue.count()) {
            add(
                    closed == catalogue.count() ? PROBLEM : WARNING,
                    "unavailable-items",
                    text(
                            "%,d of %,d items are hidden or not available now",
                            closed, catalogue.count()),
                    Map.of("unavailable", closed, "described", catalogue.count()),
                    "Check hidden, availableFrom and availableUntil");
        }
    }

    private int row(String id) {
        int row = catalogue.ids().row(id);
        return row == IdIndex.ABSENT ? -1 : row;
    }

    private void model() {
        ModelRecord active = workspace.store().models().active();
        if (active == null) {
            if (events.events() > 0) {
                add(
                        WARNING,
                        "no-model",
                        "no model is trained yet; lists show what is popular",
                        Map.of("events", events.events()),
                        "Train one: POST /v1/jobs {\"kind\":\"train\"}");
            }
            return;
        }
        long days = (now - active.created()) / DAY;
        Long last = events.last();
        if (days >= OLD_DAYS && last != null && last > active.created()) {
            add(
                    WARNING,
                    "old-model",
                    text("the model is %d days old, and there are events since", days),
                    Map.of("version", active.version(), "days", days),
                    "Look at failed jobs in GET /v1/jobs and at training in the pipeline");
        }
    }

    private void operation() {
        if (!cacheUp) {
            add(
                    WARNING,
                    "cache-down",
                    "the result cache cannot be reached, so every list is computed",
                    Map.of(),
                    "Check the address under cache in the configuration, and the server there");
        }
        long dropped = workspace.store().exposures().dropped();
        if (dropped > 0) {
            add(
                    WARNING,
                    "dropped-impressions",
                    text(
                            "%,d impressions were dropped, as more came than could be written",
                            dropped),
                    Map.of("dropped", dropped),
                    "Record fewer, or use a faster disk or PostgreSQL");
        }
    }
}
