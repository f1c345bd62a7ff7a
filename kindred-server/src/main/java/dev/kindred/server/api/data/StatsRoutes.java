package dev.kindred.server.api.data;

import dev.kindred.internal.Suggestion;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.store.Catalogue;
import dev.kindred.store.Exposure;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Project;
import dev.kindred.store.cache.CacheStats;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Figures: what is stored, what was shown and what came of it, now and over time. */
final class StatsRoutes implements RouteGroup {
    private static final String EVENTS = "events";
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final int MOST_POINTS = 10_000;
    private static final int DAYS = 7;

    private final Access access;

    StatsRoutes(Access access) {
        this.access = access;
    }

    @Override
    public String description() {
        return "stats";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/stats", Route.Access.READ, this::stats),
                Route.get("/v1/timeseries/{name}", Route.Access.READ, this::series),
                Route.post("/v1/impressions", Route.Access.WRITE, this::shown));
    }

    private void shown(Exchange exchange) throws IOException {
        exchange.knows();
        Workspace workspace = access.workspace(exchange);
        Fields in = exchange.fields();
        Exposure exposure = Impressions.read(in, access.rules(workspace));
        in.done();
        boolean accepted = exposure != null && workspace.store().exposures().offer(exposure);
        exchange.answer(202, Map.of("accepted", accepted));
    }

    private void stats(Exchange exchange) throws IOException {
        exchange.knows("days");
        int days = exchange.queryInteger("days", DAYS, 1, 90);
        Workspace workspace = access.workspace(exchange);
        Project project = workspace.store();
        long now = workspace.clock().millis();
        EventFigures events = access.shared(workspace).figures.get(now);
        Catalogue catalogue = access.shared(workspace).catalogue();
        Map<String, @Nullable Object> stats = new LinkedHashMap<>();
        stats.put("asOf", Instant.ofEpochMilli(events.asOf()).toString());
        stats.put(
                "users",
                Map.of("described", project.users().count(), "withEvents", events.users()));
        stats.put("items", items(catalogue, events));
        stats.put("events", events(events));
        stats.put("shown", shown(project, catalogue, events, now, days));
        stats.put("cache", cache());
        stats.put("model", model(project.models().active(), now));
        exchange.answer(stats);
    }

    private static Map<String, Object> items(Catalogue catalogue, EventFigures events) {
        long hidden =
                catalogue.items().stream()
                        .filter(id -> catalogue.isHidden(catalogue.ids().row(id)))
                        .count();
        return Map.of(
                "described",
                catalogue.count(),
                "hidden",
                hidden,
                "withEvents",
                events.items().size());
    }

    private static Map<String, @Nullable Object> events(EventFigures events) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("total", events.events());
        shown.put("types", events.types());
        shown.put("first", time(events.first()));
        shown.put("last", time(events.last()));
        return shown;
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static Map<String, @Nullable Object> shown(
            Project project, Catalogue catalogue, EventFigures events, long now, int days) {
        ShownFigures figures = ShownFigures.of(project, now - days * DAY, now + DAY);
        long all = catalogue.count() > 0 ? catalogue.count() : events.items().size();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("days", days);
        shown.put("lists", figures.lists());
        shown.put("impressions", figures.impressions());
        shown.put("clicks", figures.clicks());
        shown.put("clickRate", figures.rate(figures.clicks()));
        var conversions = new ArrayList<Map<String, @Nullable Object>>();
        figures.byType()
                .forEach(
                        (type, count) -> {
                            Map<String, @Nullable Object> one = new LinkedHashMap<>();
                            one.put("type", type);
                            one.put("count", count);
                            one.put("rate", figures.rate(count));
                            conversions.add(one);
                        });
        shown.put("conversions", conversions);
        shown.put("items", figures.counts().size());
        shown.put(
                "coverage", all == 0 ? null : Math.min(1, (double) figures.counts().size() / all));
        shown.put("gini", figures.gini(all));
        shown.put("dropped", project.exposures().dropped());
        return shown;
    }

    private Map<String, Object> cache() {
        CacheStats stats = access.cache().stats();
        var shown = new LinkedHashMap<String, Object>();
        shown.put("up", access.cache().isUp());
        shown.put("bytes", stats.bytes());
        shown.put("budget", stats.budget());
        shown.put("hits", stats.hits());
        shown.put("misses", stats.misses());
        shown.put("evicted", stats.evicted());
        shown.put("refused", stats.refused());
        shown.put("failures", stats.failures());
        return shown;
    }

    private static @Nullable Map<String, Object> model(@Nullable ModelRecord active, long now) {
        if (active == null) {
            return null;
        }
        var shown = new LinkedHashMap<String, Object>();
        shown.put("version", active.version());
        shown.put("algorithm", active.algorithm());
        shown.put("created", Instant.ofEpochMilli(active.created()).toString());
        shown.put("ageSeconds", Math.max(0, (now - active.created()) / 1000));
        return shown;
    }

    private void series(Exchange exchange) throws IOException {
        exchange.knows("from", "to", "step");
        String name = exchange.path("name");
        boolean daily = exchange.queryOneOf("step", List.of("day", "hour")).equals("day");
        long step = daily ? DAY : EventFigures.HOUR;
        Workspace workspace = access.workspace(exchange);
        long now = workspace.clock().millis();
        long to = moment(exchange, "to", now + 1);
        long from = moment(exchange, "from", to - (daily ? 30 : 2) * DAY);
        if (from >= to || (to - from) / step > MOST_POINTS) {
            throw Problem.badParameter(
                    "from",
                    "out_of_range",
                    "from must be before to, and at most %d steps".formatted(MOST_POINTS));
        }
        List<Map<String, Object>> points =
                name.equals(EVENTS) || name.startsWith(EVENTS + ".")
                        ? eventPoints(workspace, name, from, to, step)
                        : stored(workspace.store(), name, from, to, step);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", name);
        answer.put("step", daily ? "day" : "hour");
        answer.put("points", points);
        exchange.answer(answer);
    }

    private static long moment(Exchange exchange, String name, long otherwise) {
        String text = exchange.query(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return text.matches("-?\\d{1,15}")
                    ? Long.parseLong(text)
                    : Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text)
                            .toEpochMilli();
        } catch (DateTimeException e) {
            throw Problem.badParameter(
                    name,
                    "bad_time",
                    "%s must be a time such as 2026-01-31, 2026-01-31T12:00:00Z or milliseconds"
                            .formatted(name));
        }
    }

    private List<Map<String, Object>> eventPoints(
            Workspace workspace, String name, long from, long to, long step) {
        EventFigures figures = access.shared(workspace).figures.get(workspace.clock().millis());
        String type = name.equals(EVENTS) ? null : name.substring(EVENTS.length() + 1);
        if (type != null && !figures.types().containsKey(type)) {
            throw Problem.notFound(
                    "there are no events of type \"%s\"%s"
                            .formatted(
                                    type, Suggestion.didYouMean(type, figures.types().keySet())));
        }
        return figures.points(type, from, to, step).stream()
                .map(point -> point(point.time(), point.count(), point.sum()))
                .toList();
    }

    private static List<Map<String, Object>> stored(
            Project project, String name, long from, long to, long step) {
        List<String> names = project.series().names();
        if (!names.contains(name)) {
            var known = new ArrayList<>(names);
            known.add(EVENTS);
            throw Problem.notFound(
                    "there is no series \"%s\"%s; there are %s and %s.TYPE"
                            .formatted(
                                    name,
                                    Suggestion.didYouMean(name, known),
                                    String.join(", ", known),
                                    EVENTS));
        }
        return project.series().read(name, from, to, step).stream()
                .map(point -> point(point.time(), point.count(), point.sum()))
                .toList();
    }

    private static Map<String, Object> point(long time, long count, double sum) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("time", Instant.ofEpochMilli(time).toString());
        point.put("count", count);
        point.put("sum", sum);
        return point;
    }
}
