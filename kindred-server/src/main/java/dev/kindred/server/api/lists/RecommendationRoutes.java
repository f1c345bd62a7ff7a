package dev.kindred.server.api.lists;

import dev.kindred.server.engine.MissingItem;
import dev.kindred.server.engine.RecommendationAnswer;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** Recommendations: for one user or many, in all forms. */
public final class RecommendationRoutes implements RouteGroup {
    private static final int MOST_USERS = 1000;
    private static final String JSON = "application/json";

    private final Tenants tenants;

    public RecommendationRoutes(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public String description() {
        return "recommendations";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/recommendations", Access.READ, this::answer),
                Route.post("/v1/recommendations:batch", Access.READ, this::batch),
                Route.post("/v1/recommendations:rerank", Access.READ, this::rerank),
                Route.get("/v1/recommendations/{user}", Access.READ, this::shortForm),
                Route.get("/v1/recommendations/{user}/why-not/{item}", Access.READ, this::whyNot));
    }

    private Workspace workspace(Exchange exchange) {
        return tenants.get(exchange.project()).workspace();
    }

    private void answer(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        RecommendationRequest.Builder builder = Requests.read(in, exchange.limits());
        builder.user(in.optionalText("user")).pageToken(in.optionalText("pageToken"));
        in.done();
        RecommendationRequest request = checked(builder::build);
        exchange.answer(
                200,
                JSON,
                checked(() -> workspace(exchange).recommendations().answer(request)).json());
    }

    private void shortForm(Exchange exchange) throws IOException {
        exchange.knows("limit", "explain", "filter", "include", "pageToken", "placement");
        RecommendationRequest request =
                RecommendationRequest.builder()
                        .user(exchange.path("user"))
                        .limit(Requests.limit(exchange))
                        .explain(exchange.queryFlag("explain"))
                        .filter(exchange.query("filter"))
                        .placement(exchange.query("placement"))
                        .pageToken(exchange.query("pageToken"))
                        .include(Requests.words(exchange, "include"))
                        .record(true)
                        .build();
        exchange.answer(
                200,
                JSON,
                checked(() -> workspace(exchange).recommendations().answer(request)).json());
    }

    private void batch(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        RecommendationRequest.Builder builder = Requests.read(in, exchange.limits());
        List<String> users = in.texts("users", MOST_USERS);
        if (users == null || users.isEmpty()) {
            in.fault("users", "missing", "users must name at least one user");
        }
        boolean distinct = in.flag("distinct", false);
        in.done();
        RecommendationRequest request = checked(builder::build);
        List<RecommendationAnswer> answers =
                checked(
                        () ->
                                workspace(exchange)
                                        .batches()
                                        .recommendAll(Requests.orNone(users), request, distinct));
        var out = new ByteArrayOutputStream();
        out.write("{\"lists\":[".getBytes(StandardCharsets.UTF_8));
        for (int at = 0; at < answers.size(); at++) {
            if (at > 0) {
                out.write(',');
            }
            out.write(answers.get(at).json());
        }
        out.write("]}".getBytes(StandardCharsets.UTF_8));
        exchange.answer(200, JSON, out.toByteArray());
    }

    private void rerank(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        RecommendationRequest.Builder builder = Requests.read(in, exchange.limits());
        builder.user(in.optionalText("user"));
        List<String> items = in.texts("items", Requests.MOST_ITEMS);
        if (items == null || items.isEmpty()) {
            in.fault("items", "missing", "items must name at least one item");
        }
        in.done();
        RecommendationRequest request = checked(builder::build);
        exchange.answer(
                200,
                JSON,
                checked(
                                () ->
                                        workspace(exchange)
                                                .recommendations()
                                                .rerank(request, Requests.orNone(items)))
                        .json());
    }

    private void whyNot(Exchange exchange) throws IOException {
        exchange.knows("limit", "filter", "placement");
        RecommendationRequest request =
                RecommendationRequest.builder()
                        .user(exchange.path("user"))
                        .limit(Requests.limit(exchange))
                        .filter(exchange.query("filter"))
                        .placement(exchange.query("placement"))
                        .build();
        MissingItem why =
                checked(
                        () ->
                                workspace(exchange)
                                        .recommendations()
                                        .whyNot(request, exchange.path("item")));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("item", why.item());
        answer.put("stage", why.stage());
        answer.put("rule", why.rule());
        answer.put("wouldRank", why.wouldRank());
        answer.put("score", Double.isFinite(why.score()) ? why.score() : null);
        answer.put("text", why.text());
        exchange.answer(answer);
    }

    /** What a request cannot mean is the client's fault. */
    private static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
    }
}
