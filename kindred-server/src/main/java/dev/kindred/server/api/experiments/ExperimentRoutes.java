package dev.kindred.server.api.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.experiment.analysis.ResultsMap;
import dev.kindred.server.api.manage.Versions;
import dev.kindred.server.experiments.Book;
import dev.kindred.server.experiments.Experiments;
import dev.kindred.server.experiments.Recording;
import dev.kindred.server.experiments.Stored;
import dev.kindred.server.experiments.UnitLog;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenant;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Documents;
import dev.kindred.store.Ids;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Experiments: made, run, read, decided. */
public final class ExperimentRoutes implements RouteGroup {
    private static final String ONE = "/v1/experiments/{experiment}";

    private final Tenants tenants;

    public ExperimentRoutes(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public String description() {
        return "experiments";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/experiments", Access.READ, this::list),
                Route.post("/v1/experiments", Access.ADMIN, this::create),
                Route.get(ONE, Access.READ, this::one),
                Route.put(ONE, Access.ADMIN, this::put),
                Route.delete(ONE, Access.ADMIN, this::delete),
                Route.post(ONE + ":start", Access.ADMIN, this::start),
                Route.post(ONE + ":pause", Access.ADMIN, this::pause),
                Route.post(ONE + ":resume", Access.ADMIN, this::resume),
                Route.post(ONE + ":ramp", Access.ADMIN, this::ramp),
                Route.post(ONE + ":stop", Access.ADMIN, this::stop),
                Route.post(ONE + ":restart", Access.ADMIN, this::restart),
                Route.post(ONE + ":decide", Access.ADMIN, this::decide),
                Route.get(ONE + "/results", Access.READ, this::results),
                Route.get(ONE + "/decision", Access.READ, this::decision),
                Route.get(ONE + "/assignment", Access.READ, this::assignment),
                Route.get(ONE + "/units", Access.READ, this::units),
                Route.post(ONE + "/metrics", Access.WRITE, this::record));
    }

    private Experiments experiments(Exchange exchange) {
        return tenants.get(exchange.project()).experiments();
    }

    private static String id(Exchange exchange) {
        return exchange.path("experiment");
    }

    private Stored stored(Exchange exchange) {
        return experiments(exchange).book().get(id(exchange));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows();
        Experiments experiments = experiments(exchange);
        exchange.answer(
                Map.of(
                        "items",
                        experiments.book().all().stream()
                                .map(one -> ShownExperiment.of(one, experiments))
                                .toList()));
    }

    private void one(Exchange exchange) throws IOException {
        exchange.knows();
        answer(exchange, 200, stored(exchange));
    }

    private void answer(Exchange exchange, int status, Stored stored) throws IOException {
        Versions.tag(exchange, stored.version());
        exchange.answer(status, ShownExperiment.of(stored, experiments(exchange)));
    }

    private void create(Exchange exchange) throws IOException {
        exchange.knows();
        JsonNode body = exchange.json();
        Experiments experiments = experiments(exchange);
        String id = body.path("id").asText();
        String author = exchange.caller().id();
        answer(
                exchange,
                201,
                experiments.book().draft(id, body, Documents.NEW, author, experiments));
    }

    private void put(Exchange exchange) throws IOException {
        exchange.knows();
        JsonNode body = exchange.json();
        Experiments experiments = experiments(exchange);
        String author = exchange.caller().id();
        Stored stored =
                Versions.change(
                        exchange,
                        expected ->
                                experiments
                                        .book()
                                        .draft(id(exchange), body, expected, author, experiments));
        answer(exchange, 200, stored);
    }

    private void delete(Exchange exchange) throws IOException {
        exchange.knows();
        Experiments experiments = experiments(exchange);
        experiments.book().delete(id(exchange), exchange.caller().id(), experiments);
        experiments.follow();
        exchange.noContent();
    }

    /** A change of an experiment's state. */
    private interface Change {
        Stored of(Book book, Fields in, String author);
    }

    private void change(Exchange exchange, Change change) throws IOException {
        exchange.knows();
        Experiments experiments = experiments(exchange);
        Fields in = exchange.hasBody() ? exchange.fields() : Fields.none();
        Stored stored = change.of(experiments.book(), in, exchange.caller().id());
        experiments.follow();
        answer(exchange, 200, stored);
    }

    private void start(Exchange exchange) throws IOException {
        change(
                exchange,
                (book, in, author) -> {
                    in.done();
                    return book.start(id(exchange), author, experiments(exchange));
                });
    }

    private void pause(Exchange exchange) throws IOException {
        change(
                exchange,
                (book, in, author) -> {
                    String why = reason(in);
                    return book.pause(id(exchange), author, why);
                });
    }

    private void resume(Exchange exchange) throws IOException {
        change(
                exchange,
                (book, in, author) -> {
                    in.done();
                    return book.resume(id(exchange), author);
                });
    }

    private void stop(Exchange exchange) throws IOException {
        change(
                exchange,
                (book, in, author) -> {
                    String why = reason(in);
                    experiments(exchange).results(stored(exchange)); // counts what came until now
                    return book.stop(id(exchange), author, why);
                });
    }

    private static @Nullable String reason(Fields in) {
        String why = in.optionalText("reason");
        in.done();
        return why;
    }

    private void ramp(Exchange exchange) throws IOException {
        change(
                exchange,
                (book, in, author) -> {
                    Double coverage = in.number("coverage", 0, 1);
                    if (coverage == null && !in.has("coverage")) {
                        in.fault("coverage", "missing", "coverage must be there: from 0 to 1");
                    }
                    in.done();
                    return book.ramp(id(exchange), coverage == null ? 1 : coverage, author);
                });
    }

    private void restart(Exchange exchange) throws IOException {
        change(
                exchange,
                (book, in, author) -> {
                    boolean fresh = in.flag("excludeEarlier", false);
                    in.done();
                    return book.restart(id(exchange), fresh, author);
                });
    }

    private void decide(Exchange exchange) throws IOException {
        change(
                exchange,
                (book, in, author) -> {
                    String variant = in.text("variant");
                    boolean apply = in.flag("apply", false);
                    String words = in.optionalText("reason");
                    in.done();
                    return book.decide(
                            id(exchange),
                            variant,
                            apply,
                            author,
                            words == null ? "" : words,
                            experiments(exchange));
                });
    }

    private void results(Exchange exchange) throws IOException {
        exchange.knows();
        Tenant tenant = tenants.get(exchange.project());
        Stored stored = stored(exchange);
        if (stored.definition().interleaved()) {
            exchange.answer(
                    ShownPreference.of(
                            stored,
                            tenant.experiments().preference(stored),
                            tenant.workspace().clock().millis()));
            return;
        }
        Results results = tenant.experiments().results(stored);
        exchange.answer(
                ShownExperiment.results(
                        stored,
                        results,
                        tenant.experiments().exposures(stored),
                        tenant.experiments().overactive(stored),
                        tenant.workspace().clock().millis()));
    }

    private void decision(Exchange exchange) throws IOException {
        exchange.knows();
        Stored stored = stored(exchange);
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", stored.id());
        shown.put("status", stored.state().status().label());
        shown.put("advice", advice(exchange, stored));
        shown.put("decision", ShownExperiment.of(stored, experiments(exchange)).get("decision"));
        exchange.answer(shown);
    }

    private @Nullable Object advice(Exchange exchange, Stored stored) {
        Experiments experiments = experiments(exchange);
        long now = tenants.get(exchange.project()).workspace().clock().millis();
        return stored.definition().interleaved()
                ? ShownPreference.of(stored, experiments.preference(stored), now).get("advice")
                : ResultsMap.of(experiments.results(stored)).get("advice");
    }

    private void assignment(Exchange exchange) throws IOException {
        exchange.knows("user");
        Stored stored = stored(exchange);
        String user = exchange.query("user");
        if (user == null || user.isEmpty()) {
            throw Problem.badParameter("user", "missing", "user must be there: the id of a user");
        }
        Ids.check("user", user);
        exchange.answer(ShownExperiment.of(experiments(exchange).assignment(stored, user)));
    }

    private void record(Exchange exchange) throws IOException {
        exchange.knows();
        Stored stored = stored(exchange);
        exchange.answer(
                new Recording(tenants.get(exchange.project()).workspace().store(), stored)
                        .record(exchange.fields()));
    }

    /** A line for each user who was exposed: what was done, how likely it was, what it earned. */
    private void units(Exchange exchange) throws IOException {
        exchange.knows("metric");
        Stored stored = stored(exchange);
        String metric = exchange.query("metric");
        List<String> names =
                stored.definition().metrics().stream().map(one -> one.spec().name()).toList();
        if (metric == null || !names.contains(metric)) {
            throw Problem.badParameter(
                    "metric",
                    metric == null ? "missing" : "unknown",
                    "metric must be one of the experiment's, %s, but is \"%s\""
                            .formatted(names, metric));
        }
        experiments(exchange).results(stored); // counts what came until now
        try (var out =
                new BufferedWriter(
                        new OutputStreamWriter(
                                exchange.streamed("text/csv; charset=utf-8"),
                                StandardCharsets.UTF_8))) {
            new UnitLog(tenants.get(exchange.project()).workspace().store().outcomes(), stored)
                    .write(metric, out);
        }
    }
}
