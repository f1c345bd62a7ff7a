package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kindred.server.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard in a real browser, on the films of the demo. */
class DashboardInBrowserTest {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int[] WIDTHS = {390, 820, 1360};
    private static final int WIDE = 1360;
    private static final List<String> PAGES =
            List.of(
                    "",
                    "first-minute",
                    "users",
                    "users/52",
                    "items",
                    "items/1",
                    "diagnosis",
                    "data/events",
                    "data/import",
                    "data/edit/items/1",
                    "data/export",
                    "data/erase",
                    "pipeline",
                    "rules",
                    "models",
                    "evaluate",
                    "experiments",
                    "experiments/" + Trial.ID,
                    "fairness",
                    "operations",
                    "settings");

    @TempDir static Path folder;
    private static TestServer server;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws IOException {
        server = new TestServer(folder);
        Films.fill(server);
        server.put(
                "/v1/rules/no-horror",
                "{\"filter\":\"!(\\\"Horror\\\" in genres)\",\"enabled\":false}");
        Films.run(
                server,
                "{\"kind\":\"evaluate\",\"spec\":{\"algorithms\":[{\"algorithm\":\"popular\"},{\"algorithm\":\"item-knn\"}],\"split\":\"user:0.2\"}}");
        Trial.run(server);
        chromium = new Chromium();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    private static Chromium.Window window(int width, ColorScheme colours) {
        return chromium.open(server.uri("").toString(), width, colours);
    }

    @Test
    void everyPageIsShownInEveryWidthAndColourWithoutComplaints() {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : WIDTHS) {
                try (Chromium.Window window = window(width, colours)) {
                    for (String name : PAGES) {
                        window.go("/#/" + name);
                        String where = "%s, %s, %d wide".formatted(name, colours, width);
                        assertThat(window.complaints()).as(where).isEmpty();
                        assertThat(overflow(window.page)).as(where).isLessThanOrEqualTo(0);
                        window.picture(PICTURES.resolve(picture(name, colours, width)));
                    }
                }
            }
        }
    }

    private static int overflow(Page page) {
        return (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
    }

    private static String picture(String page, ColorScheme colours, int width) {
        String name = page.isEmpty() ? "home" : page.replace('/', '-');
        return "%s-%s-%d.png".formatted(name, colours.name().toLowerCase(Locale.ROOT), width);
    }

    @Test
    void noPageHasASeriousBarrier() {
        var barriers = new ArrayList<String>();
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Chromium.Window window = window(WIDE, colours)) {
                for (String name : PAGES) {
                    window.go("/#/" + name);
                    window.barriers()
                            .forEach(one -> barriers.add(name + " " + colours + ": " + one));
                }
            }
        }
        assertThat(barriers).isEmpty();
    }

    @Test
    void theApiDocumentationIsShownWithoutComplaints() {
        try (Chromium.Window window = window(WIDE, ColorScheme.LIGHT)) {
            window.page.navigate(server.uri("/docs").toString());
            window.page.waitForSelector(".opblock");
            assertThat(window.complaints()).isEmpty();
            assertThat(window.page.locator(".opblock").count()).isGreaterThan(50);
            window.picture(PICTURES.resolve("docs.png"));
        }
    }

    @Test
    void aStrangerRatesFiveSeesWhyFiltersComparesAndBecomesSomebody() {
        try (Chromium.Window window = window(WIDE, ColorScheme.LIGHT)) {
            Page page = window.go("/").page;
            button(page, AriaRole.LINK, "Begin").click();
            window.settled();
            Locator list = page.locator(".cards .item-card h3");
            String first = list.first().textContent();
            Locator likes = page.locator(".rate button.like");
            for (int k = 0; k < 5; k++) {
                likes.nth(2 * k).click();
            }
            page.locator(".badge", new Page.LocatorOptions().setHasText("5 rated")).waitFor();
            page.locator(".why", new Page.LocatorOptions().setHasText("Because you liked"))
                    .first()
                    .waitFor();
            assertThat(list.first().textContent()).isNotEqualTo(first);
            page.locator(".why-more summary").first().click();
            assertThat(page.locator(".sources").first().textContent()).contains("item-knn");
            button(page, AriaRole.BUTTON, "Crime").click();
            window.until(
                    "[...document.querySelectorAll('.cards .item-card')].every(one => one.textContent.includes('Crime'))",
                    null);
            button(page, AriaRole.BUTTON, "Compare").click();
            page.waitForSelector(".columns ol li");
            assertThat(page.locator(".columns select").count()).isEqualTo(2);
            button(page, AriaRole.BUTTON, "Store my ratings").click();
            page.waitForURL("**/#/users/me-*");
            window.settled();
            page.locator(".why", new Page.LocatorOptions().setHasText("Because you liked"))
                    .first()
                    .waitFor();
            window.picture(PICTURES.resolve("a-new-user.png"));
        }
    }

    private static Locator button(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void theListMovesWithWhatIfAndWhyNotAnswers() {
        try (Chromium.Window window = window(WIDE, ColorScheme.DARK)) {
            Page page = window.go("/#/users/52").page;
            pick(page, "Item that is missed", "toy story");
            page.locator(".answer", new Page.LocatorOptions().setHasText("Toy Story")).waitFor();
            pick(page, "Item to like", "aliens");
            page.locator(".stack .badge", new Page.LocatorOptions().setHasText("up"))
                    .first()
                    .waitFor();
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static void pick(Page page, String label, String text) {
        Locator field = button(page, AriaRole.COMBOBOX, label);
        field.fill(text);
        page.locator("[role=option]:visible").first().waitFor();
        field.press("Enter");
    }

    @Test
    void everythingIsReachedByTheKeyboardAndSeenToBe() {
        try (Chromium.Window window = window(WIDE, ColorScheme.LIGHT)) {
            Page page = window.go("/").page;
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.textContent"))
                    .isEqualTo("Skip to the content");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
            page.reload();
            window.settled();
            var reached = new ArrayList<String>();
            for (int k = 0; k < 60; k++) {
                page.keyboard().press("Tab");
                reached.add((String) page.evaluate("document.activeElement.textContent.trim()"));
                Object seen =
                        page.evaluate(
                                "document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'");
                assertThat(seen).as(reached.toString()).isEqualTo(true);
            }
            assertThat(reached)
                    .contains("Kindred", "Users", "Settings", "Documentation", "Begin")
                    .contains("The same from a terminal");
            button(page, AriaRole.LINK, "Users").focus();
            page.keyboard().press("Enter");
            window.until("document.activeElement.textContent === 'Users'", null);
            page.keyboard().press("Tab"); // past the heading
            page.locator("#user").focus();
            page.keyboard().type("52");
            page.keyboard().press("Enter");
            window.until("document.activeElement.textContent === 'User 52'", null);
        }
    }

    @Test
    void importsAFileAfterADryRun(@TempDir Path files) throws IOException {
        Path file = files.resolve("events.csv");
        Files.writeString(file, "who,what,type\nu-new,1,like\n,2,like\nu-new,2,like\n");
        try (Chromium.Window window = window(WIDE, ColorScheme.LIGHT)) {
            Page page = window.go("/#/data/import").page;
            page.locator("#file").setInputFiles(file);
            page.locator("#column-0").selectOption("user");
            page.locator("#column-1").selectOption("item");
            button(page, AriaRole.BUTTON, "Dry run").click();
            page.getByText("3 lines read").waitFor();
            assertThat(page.locator("main").innerText()).contains("1 refused");
            assertThat(server.get("/v1/users/u-new").status()).isEqualTo(404);
            button(page, AriaRole.BUTTON, "Import for real").click();
            page.getByText("2 stored").waitFor();
            assertThat(server.get("/v1/users/u-new/events").json().get("items")).hasSize(2);
            assertThat(window.complaints()).isEmpty();
        }
    }
}
