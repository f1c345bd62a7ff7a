package dev.kindred.server.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine's Chromium, and everything that it complains of. */
final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final String REPORT_VIOLATIONS =
            "document.addEventListener('securitypolicyviolation',"
                    + " e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))";
    private static final double PATIENCE = 60_000;
    private static final double STEP = 50;

    private final Playwright playwright;
    private final Browser browser;
    private final String axe;

    Chromium() {
        Path executable = executable();
        var settings =
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        playwright = Playwright.create(settings);
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable)
                                        .setArgs(ARGUMENTS));
        axe = axe();
    }

    private static Path executable() {
        String named = System.getProperty("kindred.chromium");
        List<String> places = named == null ? PLACES : List.of(named);
        return places.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the tests of the dashboard need Chromium in one of %s. Maybe install the package chromium, or name it: -Dkindred.chromium=FILE"
                                                .formatted(places)));
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A window with nothing kept from others.
     *
     * @param base address of the server
     */
    Window open(String base, int width, ColorScheme colours) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 900)
                                .setColorScheme(colours));
        context.setDefaultTimeout(PATIENCE);
        context.addInitScript(REPORT_VIOLATIONS);
        return new Window(context, base, axe);
    }

    /** A window of the browser, and what went wrong in it. */
    static final class Window implements AutoCloseable {
        private final BrowserContext context;
        private final String base;
        private final String axe;
        private final List<String> complaints = new ArrayList<>();
        final Page page;

        Window(BrowserContext context, String base, String axe) {
            this.context = context;
            this.base = base;
            this.axe = axe;
            page = context.newPage();
            page.onConsoleMessage(
                    message -> {
                        if (List.of("error", "warning").contains(message.type())) {
                            complaints.add(message.text() + " " + message.location());
                        }
                    });
            page.onPageError(complaints::add);
            page.onDialog(
                    dialog -> {
                        complaints.add("dialog " + dialog.message());
                        dialog.dismiss();
                    });
        }

        /** Goes to a place, and waits until it is shown whole. */
        Window go(String path) {
            page.navigate(base + path);
            if (path.startsWith("/#/")) { // the page before stays until the next is there
                until("document.getElementById('main')?.dataset.at === location.hash", null);
            }
            return settled();
        }

        Window settled() {
            page.waitForSelector("h1");
            page.waitForLoadState(LoadState.NETWORKIDLE);
            until("!document.querySelector('.skeleton, [aria-busy=true]')", null);
            return this;
        }

        /**
         * Waits until something holds. Playwright's own way needs a policy that lets scripts make
         * scripts.
         *
         * @param condition an expression, or a function of the argument
         */
        void until(String condition, @Nullable Object argument) {
            for (int k = 0; k < PATIENCE / STEP; k++) {
                if (Boolean.TRUE.equals(page.evaluate(condition, argument))) {
                    return;
                }
                page.waitForTimeout(STEP);
            }
            throw new AssertionError("it never came: " + condition);
        }

        List<String> complaints() {
            return List.copyOf(complaints);
        }

        /** What keeps people from using the page, as axe-core sees it: serious and critical. */
        @SuppressWarnings("unchecked") // as the script gives it
        List<String> barriers() {
            page.evaluate(axe);
            return (List<String>)
                    page.evaluate(
                            """
                            async () => (await axe.run()).violations
                              .filter(one => ['serious', 'critical'].includes(one.impact))
                              .map(one => one.id + ' ' + one.nodes.map(node => node.target + ' ' + node.failureSummary).join('; '))
                            """);
        }

        void picture(Path file) {
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
