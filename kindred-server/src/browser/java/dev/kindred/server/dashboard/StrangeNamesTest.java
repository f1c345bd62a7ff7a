package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 names made to hurt are shown as the texts that they are; and strangers are asked for a key.
 */
class StrangeNamesTest {
    private static final int COUNT = 200;
    private static final List<String> HURTING =
            List.of(
                    "<img src=x onerror=\"window.hurt=1\">",
                    "\"><script>window.hurt=1</script>",
                    "</td></tr></table><svg onload=window.hurt=1>",
                    "javascript:window.hurt=1",
                    "' onmouseover='window.hurt=1",
                    "{{constructor.constructor('window.hurt=1')()}}",
                    "${window.hurt=1}",
                    "<iframe srcdoc='<script>parent.hurt=1</script>'>",
                    "</title><style>*{display:none}</style>",
                    "&lt;b&gt;bold&lt;/b&gt;",
                    "=cmd|' /C calc'!A0",
                    "../../etc/passwd",
                    "a/b?c=d#e&f=%2F%00+",
                    "100% sure; DROP TABLE items; --",
                    "\u202Egnp.exe",
                    "n\u200Bo\u0301\u0302\u0303 \uD83D\uDC69\u200D\uD83D\uDE80",
                    "\u05D0\u05D1\u05D2 \u0627\u0644\u0639",
                    "__proto__",
                    "constructor",
                    "x".repeat(120));

    @TempDir Path folder;

    private static List<String> names() {
        var names = new ArrayList<String>();
        for (int k = 0; names.size() < COUNT; k++) {
            for (String one : HURTING) {
                names.add(k == 0 ? one : one + " " + k);
            }
        }
        return names;
    }

    @Test
    void namesThatHurtAreShownAsText() {
        try (var server = new TestServer(folder);
                var chromium = new Chromium()) {
            Project store = server.store().project(Store.DEFAULT_PROJECT);
            var items = new ArrayList<ItemRecord>();
            var events = new ArrayList<Event>();
            for (String name : names()) {
                items.add(Films.item(name, name, Map.of("tags", List.of(name))));
                events.add(Event.of(name, name, "like", 1, 1_700_000_000_000L));
            }
            store.items().put(items);
            store.events().append(events, WriteMode.ADD);
            try (Chromium.Window window =
                    chromium.open(server.uri("").toString(), 1360, ColorScheme.LIGHT)) {
                assertThat(shown(window)).isEqualTo(Set.copyOf(names()));
                for (String name : HURTING) {
                    open(window, name);
                }
                for (String page : List.of("", "users", "data/events", "diagnosis")) {
                    window.go("/#/" + page);
                }
                assertThat(window.complaints()).isEmpty();
            }
        }
    }

    /** The titles on all pages of the list of items. */
    private static Set<String> shown(Chromium.Window window) {
        Page page = window.go("/#/items").page;
        var shown = new HashSet<String>();
        Locator next = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Next"));
        while (true) {
            shown.addAll(page.locator("tbody td:first-child a").allTextContents());
            assertThat(page.evaluate("window.hurt === undefined")).isEqualTo(true);
            if (next.count() == 0 || next.isDisabled()) {
                return shown;
            }
            String before = page.locator("tbody td:first-child a").first().textContent();
            next.click();
            window.until(
                    "before => document.querySelector('tbody td:first-child a')?.textContent !== before",
                    before);
            window.settled();
        }
    }

    private static void open(Chromium.Window window, String name) {
        String id = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        window.go("/#/items/" + id);
        assertThat(window.page.locator("h1").textContent()).isEqualTo(name);
        window.go("/#/users/" + id);
        assertThat(window.page.locator("h1").textContent()).isEqualTo("User " + name);
        assertThat(window.page.evaluate("window.hurt === undefined")).as(name).isEqualTo(true);
    }

    @Test
    void aLockedServerAsksForAKeyAndKeepsItFromScripts() {
        try (var server = new TestServer(folder);
                var chromium = new Chromium()) {
            String body = "{\"name\":\"w\",\"scopes\":[\"read\"]}";
            String key = server.post("/v1/keys", body).json().get("key").asText();
            try (Chromium.Window window =
                    chromium.open(server.uri("").toString(), 820, ColorScheme.DARK)) {
                Page page = window.go("/").page;
                assertThat(window.barriers()).isEmpty();
                page.locator("#key").fill("kdr_wrong");
                page.keyboard().press("Enter");
                page.locator(".problem").waitFor();
                page.locator("#key").fill(key);
                page.keyboard().press("Enter");
                page.locator("#page-title").waitFor();
                window.settled();
                assertThat(page.evaluate("document.cookie")).isEqualTo("");
                assertThat(page.content()).doesNotContain(key);
                page.reload();
                window.settled();
                assertThat(page.locator("h1").textContent()).isEqualTo("Home");
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                        .click();
                page.locator("#key").waitFor();
            }
        }
    }
}
