package dev.kindred.server.api.data;

import dev.kindred.internal.Suggestion;
import dev.kindred.server.engine.RecommendationAnswer;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.store.Catalogue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who gets the places in lists: groups of items, popular and hardly known ones. */
final class FairnessRoutes implements RouteGroup {
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final int DAYS = 30;
    private static final int GROUPS = 12;
    private static final int MOST_GROUPS = 100;
    private static final int MOST_SAMPLED = 1000;
    private static final int MOST_STEPS = 20;

    private final Access access;

    FairnessRoutes(Access access) {
        this.access = access;
    }

    @Override
    public String description() {
        return "fairness";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/fairness", Route.Access.READ, this::fairness),
                Route.post("/v1/fairness:simulate", Route.Access.READ, this::simulate));
    }

    /** What both routes look at. */
    private final class View {
        private final Workspace workspace;
        private final Catalogue catalogue;
        private final Map<String, Integer> events;
        private final Set<String> items;
        private final List<String> fields;
        private final @Nullable String field;
        private final ItemGroups groups;

        View(Exchange exchange, @Nullable String by, int named) {
            workspace = access.workspace(exchange);
            Access.Shared shared = access.shared(workspace);
            catalogue = shared.catalogue();
            events = Exposed.eventsOf(shared.figures.get(workspace.clock().millis()));
            items = new HashSet<>(catalogue.items());
            fields = ItemGroups.fields(catalogue);
            field = by == null ? ItemGroups.usual(fields) : checked(by);
            groups = ItemGroups.of(catalogue, field == null ? "" : field, named);
        }

        private String checked(String by) {
            List<String> known = catalogue.attributes().fields();
            if (!known.contains(by)) {
                throw Problem.badParameter(
                        "by",
                        "unknown_attribute",
                        "no item has an attribute \"%s\"%s; there are %s"
                                .formatted(
                                        by,
                                        Suggestion.didYouMean(by, known),
                                        String.join(", ", fields)));
            }
            return by;
        }

        double[] eventShares() {
            double[] sums = new double[groups.names().size()];
            events.forEach((item, count) -> groups.add(sums, item, count));
            return ItemGroups.shares(sums);
        }

        /** The groups that have anything, with shares by name. */
        List<Map<String, Object>> shown(Map<String, double[]> shares) {
            double[] sizes = groups.sizes();
            double[] parts = ItemGroups.shares(sizes);
            var rows = new ArrayList<Map<String, Object>>();
            for (int k = 0; k < sizes.length; k++) {
                var row = new LinkedHashMap<String, Object>();
                row.put("name", groups.names().get(k));
                row.put("items", Math.round(100 * sizes[k]) / 100.0);
                row.put("catalogue", parts[k]);
                int at = k;
                shares.forEach((name, of) -> row.put(name, of[at]));
                boolean isEmpty =
                        sizes[k] == 0 && shares.values().stream().allMatch(s -> s[at] == 0);
                if (!isEmpty) {
                    rows.add(row);
                }
            }
            return rows;
        }

        /** How far exposure is from what there is, and from what people do. */
        Map<String, Object> unfairness(double[] exposure) {
            return Map.of(
                    "catalogue",
                    tooMuch(exposure, ItemGroups.shares(groups.sizes())),
                    "events",
                    tooMuch(exposure, eventShares()));
        }

        Map<String, @Nullable Object> answer() {
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put("asOf", Instant.ofEpochMilli(workspace.clock().millis()).toString());
            answer.put("by", field);
            answer.put("fields", fields);
            return answer;
        }
    }

    /** The sum of what groups have more than they should. */
    private static double tooMuch(double[] have, double[] should) {
        double sum = 0;
        for (int k = 0; k < have.length; k++) {
            sum += Math.max(0, have[k] - should[k]);
        }
        return sum;
    }

    private void fairness(Exchange exchange) throws IOException {
        exchange.knows("by", "days", "groups");
        int days = exchange.queryInteger("days", DAYS, 1, 90);
        int named = exchange.queryInteger("groups", GROUPS, 1, MOST_GROUPS);
        var view = new View(exchange, exchange.query("by"), named);
        long now = view.workspace.clock().millis();
        var exposed = new Exposed(view.events);
        var times = new GroupTimes(view.groups);
        ShownFigures.scan(
                view.workspace.store(),
                now - days * DAY,
                now + DAY,
                exposure -> {
                    exposed.add(exposure.items(), exposure.positions());
                    times.add(exposure);
                });
        double[] shares = exposed.shares(view.groups);
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("events", view.eventShares());
        columns.put("exposure", shares);
        Map<String, @Nullable Object> answer = view.answer();
        answer.put("days", days);
        answer.put("lists", exposed.lists());
        answer.put("impressions", exposed.impressions());
        answer.put("catalogue", catalogue(view));
        answer.put("spread", exposed.spread(view.items));
        answer.put("unfairness", exposed.lists() == 0 ? null : view.unfairness(shares));
        answer.put("groups", view.shown(columns));
        answer.put("curve", exposed.curve(view.items));
        answer.put("step", times.isDaily() ? "day" : "hour");
        answer.put("names", view.groups.names());
        answer.put("points", times.points());
        exchange.answer(answer);
    }

    /** What there is to be shown, and how people choose from it. */
    private static Map<String, @Nullable Object> catalogue(View view) {
        Set<String> all = new HashSet<>(view.items);
        all.addAll(view.events.keySet());
        int[] counts = view.events.values().stream().mapToInt(Integer::intValue).toArray();
        long few =
                all.stream()
                        .filter(item -> view.events.getOrDefault(item, 0) < Exposed.KNOWN_FROM)
                        .count();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("items", view.items.size());
        shown.put("withEvents", view.events.size());
        shown.put("gini", ShownFigures.gini(counts, all.size()));
        shown.put("hardlyKnown", all.isEmpty() ? null : (double) few / all.size());
        return shown;
    }

    private void simulate(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        String by = in.optionalText("by");
        List<String> steps = in.texts("rerank", MOST_STEPS);
        if (steps == null) {
            in.fault("rerank", "missing", "rerank must be there: the steps to try, [] for none");
        }
        int sample = in.integer("sampleUsers", 200, 1, MOST_SAMPLED);
        int length = in.integer("limit", 10, 1, 100);
        int named = in.integer("groups", GROUPS, 1, MOST_GROUPS);
        in.done();
        var view = new View(exchange, by, named);
        List<String> users = view.workspace.batches().sample(sample);
        List<List<String>> before = lists(view.workspace, users, length, null);
        List<List<String>> after = lists(view.workspace, users, length, steps);
        Exposed then = exposed(view, before);
        Exposed now = exposed(view, after);
        double[] sharesBefore = then.shares(view.groups);
        double[] sharesAfter = now.shares(view.groups);
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("events", view.eventShares());
        columns.put("before", sharesBefore);
        columns.put("after", sharesAfter);
        Map<String, @Nullable Object> answer = view.answer();
        answer.put("sampleUsers", users.size());
        answer.put("limit", length);
        answer.put("overlap", overlap(before, after));
        answer.put("before", side(then, view, sharesBefore));
        answer.put("after", side(now, view, sharesAfter));
        answer.put("groups", view.shown(columns));
        exchange.answer(answer);
    }

    private static Map<String, @Nullable Object> side(Exposed exposed, View view, double[] shares) {
        Map<String, @Nullable Object> side = exposed.spread(view.items);
        side.put("unfairness", view.unfairness(shares));
        return side;
    }

    private static Exposed exposed(View view, List<List<String>> lists) {
        var exposed = new Exposed(view.events);
        lists.forEach(exposed::add);
        return exposed;
    }

    /** Lists that nobody is shown; null steps: those of the pipeline. */
    private static List<List<String>> lists(
            Workspace workspace, List<String> users, int length, @Nullable List<String> steps) {
        try {
            RecommendationRequest request =
                    RecommendationRequest.builder()
                            .limit(length)
                            .rerank(steps)
                            .record(false)
                            .build();
            return workspace.batches().recommendAll(users, request, false).stream()
                    .map(FairnessRoutes::items)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> items(RecommendationAnswer answer) {
        return answer.items().stream().map(item -> item.item()).toList();
    }

    /** The mean share of items that both lists of a user have. */
    private static double overlap(List<List<String>> before, List<List<String>> after) {
        double sum = 0;
        for (int k = 0; k < before.size(); k++) {
            Set<String> both = new HashSet<>(before.get(k));
            both.retainAll(after.get(k));
            int longer = Math.max(before.get(k).size(), after.get(k).size());
            sum += longer == 0 ? 1 : (double) both.size() / longer;
        }
        return before.isEmpty() ? 1 : sum / before.size();
    }
}
