package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the dashboard are served so that browsers keep them, and run nothing else. */
class DashboardTest {
    private static final Path FOLDER = Path.of("src/main/resources/dashboard");
    private static final int MOST_SCRIPT = 250_000;
    private static final Pattern ASSET = Pattern.compile("/assets/[0-9a-f]{16}/[\\w./-]+");

    @TempDir Path folder;

    @Test
    void servesThePageWithAStrictPolicyAndEveryFileThatItNames() {
        try (var server = new TestServer(folder)) {
            Answer page = server.get("/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("script-src 'self';")
                    .doesNotContain("unsafe");
            List<String> assets =
                    ASSET.matcher(page.body()).results().map(one -> one.group()).toList();
            assertThat(assets).hasSizeGreaterThan(5);
            for (String asset : assets) {
                Answer file = server.get(asset);
                assertThat(file.status()).as(asset).isEqualTo(200);
                assertThat(file.header("Cache-Control")).contains("immutable");
            }
        }
    }

    @Test
    void aBrowserThatHasAFileIsNotSentItAgain() {
        try (var server = new TestServer(folder)) {
            String tag = server.get("/").header("ETag");
            Answer again =
                    server.send("GET", "/", null, Map.of("If-None-Match", String.valueOf(tag)));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void filesArePackedForThoseWhoUnpack() throws Exception {
        try (var server = new TestServer(folder)) {
            String script = "/assets/%s/app.js".formatted(new DashboardFiles().version());
            HttpResponse<byte[]> packed = packed(server, script, "br, gzip");
            assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
            byte[] whole =
                    new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
            assertThat(whole).isEqualTo(Files.readAllBytes(FOLDER.resolve("app.js")));
            HttpResponse<byte[]> plain = packed(server, script, "br, gzip;q=0");
            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(plain.body()).isEqualTo(whole);
        }
    }

    private static HttpResponse<byte[]> packed(TestServer server, String path, String accepted)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.uri(path)).header("Accept-Encoding", accepted);
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void aFileOfAnotherVersionOrOutsideTheFolderIsNotFound() {
        try (var server = new TestServer(folder)) {
            String version = new DashboardFiles().version();
            for (String path :
                    List.of(
                            "/assets/0000000000000000/app.js",
                            "/assets/" + version + "/index.html",
                            "/assets/" + version + "/..%2Fopenapi%2Fbase.yaml",
                            "/assets/" + version + "/vendor/..%2Fapp.js")) {
                assertThat(server.get(path).status()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void theListNamesEveryFileOfTheFolder() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            List<String> there =
                    all.filter(Files::isRegularFile)
                            .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !name.matches("files.txt|index.html|vendor/README.md"))
                            .toList();
            assertThat(DashboardFiles.names()).containsExactlyInAnyOrderElementsOf(there);
        }
    }

    @Test
    void scriptsAreSmallAndNothingIsInlineOrFromElsewhere() throws IOException {
        long script = 0;
        for (String name : DashboardFiles.names()) {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(name));
            if (name.endsWith(".js") && !name.equals("vendor/uplot.js")) {
                script += bytes.length;
            }
            if (name.matches("[\\w-]+\\.(js|css)")) {
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .as(name)
                        .doesNotContain("innerHTML", "eval(", "https://", "@import");
            }
        }
        assertThat(script).isBetween(20_000L, (long) MOST_SCRIPT);
        String page = Files.readString(FOLDER.resolve("index.html"));
        assertThat(page).doesNotContain("//", "<style", "onload").contains("<noscript>");
        assertThat(Pattern.compile("<script[^>]*>(?!</script>)").matcher(page).find()).isFalse();
    }
}
