package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kindred.server.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment from its plan to its decision, by the dashboard alone. */
class ExperimentsInBrowserTest {
    @TempDir Path folder;

    private static void press(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static void status(Page page, String status) {
        page.locator(
                        ".stat .badge",
                        new Page.LocatorOptions().setHasText(Pattern.compile("^" + status + "$")))
                .waitFor();
    }

    private static JsonNode experiment(TestServer server) {
        return server.get("/v1/experiments/try-it").json();
    }

    @Test
    void planMakeStartRampPauseAskDecide() throws IOException {
        try (var server = new TestServer(folder);
                var chromium = new Chromium()) {
            Films.fill(server);
            try (Chromium.Window window =
                    chromium.open(server.uri("").toString(), 1360, ColorScheme.LIGHT)) {
                Page page = window.go("/#/experiments").page;
                plan(page);
                make(page);
                page.waitForURL("**/#/experiments/try-it");
                status(page, "draft");
                JsonNode made = experiment(server).get("definition");
                assertThat(made.get("variants").get(1).get("pipeline").toString())
                        .isEqualTo("{\"rerank\":[\"mmr:0.5\"]}");
                assertThat(made.get("variants").get(0).get("weight").asDouble()).isEqualTo(0.4);
                assertThat(made.get("metrics").findValuesAsText("name"))
                        .containsExactly("click-rate", "conversion", "latency", "value", "margin");
                assertThat(made.get("metrics").get(3).get("role").asText()).isEqualTo("shown");
                assertThat(made.get("automatic").toString()).isEqualTo("[\"stop\",\"pause\"]");
                run(page, server);
                decide(page, server);
                assertThat(window.complaints()).isEmpty();
            }
        }
    }

    private static void plan(Page page) {
        page.locator("#plan-lift").fill("10");
        page.locator("#plan-usersPerDay").fill("4000");
        press(page, "Compute");
        page.getByText("62,462").waitFor();
        page.locator("#plan-kind").selectOption("mean");
        page.locator("#plan-lift").fill("");
        press(page, "Compute");
        page.getByText("5 rows").waitFor();
    }

    private static void make(Page page) {
        page.locator("#exp-id").fill("try-it");
        page.locator("#exp-text").fill("<b>Try it</b>");
        page.locator("#variant-0-weight").fill("40");
        press(page, "Add a variant");
        press(page, "Remove C");
        page.locator("#metric-value").selectOption("shown");
        page.getByText("A number of your own").click();
        page.locator("#own-name").fill("margin");
        press(page, "Make a draft");
    }

    private static void run(Page page, TestServer server) {
        press(page, "Start");
        status(page, "running");
        page.locator("#ramp").fill("50");
        press(page, "Ramp");
        page.locator(".stat dd", new Page.LocatorOptions().setHasText("50%")).first().waitFor();
        press(page, "Pause");
        status(page, "paused");
        press(page, "Go on");
        status(page, "running");
        page.locator("#assigned").fill("52");
        press(page, "Ask");
        page.locator(".answer a[href='#/users/52']").waitFor();
        assertThat(experiment(server).get("coverage").asDouble()).isEqualTo(0.5);
    }

    private static void decide(Page page, TestServer server) {
        page.locator("#decide-variant").selectOption("B");
        page.locator("#decide-reason").fill("it is better");
        press(page, "Decide");
        status(page, "stopped");
        page.getByText("Decided for B").waitFor();
        assertThat(experiment(server).get("decision").get("words").asText())
                .isEqualTo("it is better");
        assertThat(server.get("/v1/pipeline").json().at("/pipeline/rerank/0").asText())
                .isEqualTo("mmr:0.5");
    }
}
