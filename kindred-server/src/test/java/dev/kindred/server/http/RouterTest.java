package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Route.Handler NOTHING = exchange -> {};

    private final Router router =
            new Router(
                    List.of(
                            Route.get("/v1/users", Route.Access.READ, NOTHING),
                            Route.get("/v1/users/{user}", Route.Access.READ, NOTHING),
                            Route.get("/v1/users/{user}/events", Route.Access.READ, NOTHING),
                            Route.post("/v1/users/{user}:merge", Route.Access.WRITE, NOTHING),
                            Route.get("/v1/pipeline/history", Route.Access.READ, NOTHING),
                            Route.get("/v1/pipeline/{version}", Route.Access.READ, NOTHING),
                            Route.post("/v1/pipeline:preview", Route.Access.READ, NOTHING)));

    private String route(String method, String path) {
        Route route = router.find(method, path).route();
        return route == null ? "none" : route.path();
    }

    @Test
    void findsRoutesByTheirSegments() {
        assertThat(route("GET", "/v1/users")).isEqualTo("/v1/users");
        assertThat(route("GET", "/v1/users/")).isEqualTo("/v1/users");
        assertThat(route("GET", "/v1/users/u1")).isEqualTo("/v1/users/{user}");
        assertThat(route("GET", "/v1/users/u1/events")).isEqualTo("/v1/users/{user}/events");
        assertThat(route("GET", "/v1/users/u1/none")).isEqualTo("none");
        assertThat(route("GET", "/v1")).isEqualTo("none");
        assertThat(route("GET", "/")).isEqualTo("none");
    }

    @Test
    void fixedSegmentsGoBeforeIds() {
        assertThat(route("GET", "/v1/pipeline/history")).isEqualTo("/v1/pipeline/history");
        assertThat(route("GET", "/v1/pipeline/7")).isEqualTo("/v1/pipeline/{version}");
    }

    @Test
    void anActionFollowsTheLastColonAndIdsMayHoldColons() {
        Router.Match merge = router.find("POST", "/v1/users/a:b:merge");
        assertThat(merge.route()).isNotNull();
        assertThat(merge.parameters()).isEqualTo(Map.of("user", "a:b"));
        assertThat(router.find("GET", "/v1/users/a:b").parameters())
                .isEqualTo(Map.of("user", "a:b"));
        assertThat(route("POST", "/v1/pipeline:preview")).isEqualTo("/v1/pipeline:preview");
    }

    @Test
    void idsAreDecodedAfterThePathIsSplit() {
        assertThat(router.find("GET", "/v1/users/a%2Fb%20%C3%A9+c/events").parameters())
                .isEqualTo(Map.of("user", "a/b é+c"));
    }

    @Test
    void namesTheMethodsOfAPath() {
        assertThat(router.find("DELETE", "/v1/users").allowed()).containsExactly("GET");
        assertThat(router.find("DELETE", "/v1/none").allowed()).isEmpty();
        assertThat(router.find("HEAD", "/v1/users").route()).isNotNull();
    }

    @Test
    void wrongPercentEncodingIsAProblem() {
        for (String id : List.of("%", "%zz", "%C3", "%FF")) {
            assertThatThrownBy(() -> router.find("GET", "/v1/users/" + id))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
        }
    }

    @Test
    void twoRoutesAtOnePlaceAreAnError() {
        Route route = Route.get("/v1/users/{id}", Route.Access.READ, NOTHING);
        assertThatThrownBy(() -> new Router(List.of(route, route)))
                .hasMessage("GET /v1/users/{id} is there twice");
    }
}
