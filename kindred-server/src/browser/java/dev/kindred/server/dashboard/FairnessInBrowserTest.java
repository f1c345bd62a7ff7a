package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.kindred.server.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shares of genres on the page, and a re-ranking that is tried there. */
class FairnessInBrowserTest {
    @TempDir Path folder;

    @Test
    void showsTheSharesOfGroupsAndTriesAReRanking() throws IOException {
        try (var server = new TestServer(folder);
                var chromium = new Chromium()) {
            Films.fill(server);
            for (int user = 1; user <= 20; user++) {
                server.post("/v1/recommendations", "{\"user\":\"%d\"}".formatted(user));
            }
            server.store().project("default").exposures().flush();
            JsonNode known = server.get("/v1/fairness").json();
            assertThat(known.get("by").asText()).isEqualTo("genres");
            assertThat(known.get("lists").asInt()).isEqualTo(20);
            try (Chromium.Window window =
                    chromium.open(server.uri("").toString(), 1360, ColorScheme.LIGHT)) {
                Page page = window.go("/#/fairness").page;
                String main = page.locator("main").innerText();
                assertThat(main).contains("Exposure by genres", "200 places in 30 days");
                assertThat(page.locator(".shares li").count())
                        .isEqualTo(known.get("groups").size());
                page.getByText("The numbers").click();
                assertThat(page.locator("table tbody tr").first().innerText())
                        .startsWith(known.at("/groups/0/name").asText());
                tryReRanking(page);
                page.locator(".page-head select").first().selectOption("year");
                page.getByText("Exposure by year").waitFor();
                assertThat(window.settled().barriers()).isEmpty();
                assertThat(window.complaints()) // the browser notes what the server refused
                        .singleElement()
                        .asString()
                        .contains("422");
            }
        }
    }

    private static void tryReRanking(Page page) {
        page.locator("#step").selectOption("cap");
        page.locator("#amount").fill("1");
        page.getByText("Try it").click();
        page.getByText("of a list of 10 stay (200 users)").waitFor();
        page.locator("#more").fill("nonsense:1");
        page.getByText("Try it").click();
        page.locator(".problem").waitFor();
        assertThat(page.locator(".problem").innerText()).contains("nonsense");
        page.locator("#more").fill("");
        page.locator("#step").selectOption("exposure");
        page.getByText("Try it").click();
        page.getByText("Exposure with the step").waitFor();
    }
}
