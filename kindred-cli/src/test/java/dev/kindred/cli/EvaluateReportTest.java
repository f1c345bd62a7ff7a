package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate --report}: one file of HTML that needs nothing else and runs nothing. */
class EvaluateReportTest {
    private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z!][^\\s>]*)");
    private static final Set<String> KNOWN =
            Set.of(
                    "html",
                    "head",
                    "meta",
                    "title",
                    "style",
                    "body",
                    "main",
                    "h1",
                    "h2",
                    "p",
                    "div",
                    "table",
                    "caption",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "b",
                    "span",
                    "br",
                    "figure",
                    "figcaption",
                    "svg",
                    "line",
                    "text",
                    "circle",
                    "!DOCTYPE");

    @TempDir Path folder;

    private Path ratings(String name) {
        var lines = new StringBuilder("user,item\n");
        for (int user = 0; user < 40; user++) {
            for (int k = 0; k < 8; k++) {
                lines.append("u%d,i%d\n".formatted(user, (user * 3 + k * k) % 25));
            }
        }
        return CommandRun.file(folder, name, lines.toString());
    }

    private Path items(String value) {
        var lines = new StringBuilder("item,kind\n");
        for (int item = 0; item < 25; item++) {
            lines.append("i%d,%s\n".formatted(item, item % 2 == 0 ? value : "plain"));
        }
        return CommandRun.file(folder, "items.csv", lines.toString());
    }

    private String report(Object... more) throws IOException {
        Path file = folder.resolve("report.html");
        var args = new ArrayList<Object>(List.of("evaluate", "--report", file));
        args.addAll(List.of(more));
        CommandRun run = CommandRun.good(args.toArray());
        assertThat(run.err()).contains("report written to " + file);
        return Files.readString(file);
    }

    private static Set<String> tags(String html) {
        var tags = new TreeSet<String>();
        Matcher matcher = TAG.matcher(html);
        while (matcher.find()) {
            tags.add(matcher.group(1).replace("/", ""));
        }
        return tags;
    }

    @Test
    void holdsTheMetricsOfEachRowWithIntervalsChartsSettingsAndData() throws Exception {
        Path data = ratings("ratings.csv");
        Path json = folder.resolve("report.html");
        CommandRun run =
                CommandRun.good(
                        "evaluate",
                        "-d",
                        data,
                        "--metrics",
                        "ndcg@5,coverage@5",
                        "--compare",
                        "-a",
                        "popular",
                        "-a",
                        "item-knn",
                        "--set",
                        "neighbours=7",
                        "--format",
                        "json",
                        "--report",
                        json);
        String html = Files.readString(json);
        for (Object row : (List<?>) run.json()) {
            for (Object value : ((Map<?, ?>) ((Map<?, ?>) row).get("metrics")).values()) {
                assertThat(html).contains(Numbers.rounded((Double) value));
            }
        }
        assertThat(html)
                .contains("a  popular", "b  item-knn neighbours=7", "Differences between rows")
                .contains("ndcg@5 against coverage@5", "relevantFrom".substring(0, 8))
                .contains("<td>40</td>", "<td>25</td>", "Fingerprint", "shrinkage=");
        assertThat(html.split("<svg", -1)).hasSize(4); // the scatter and two metrics
        assertThat(html.split("<circle", -1)).hasSize(1 + 2 + 2 + 2);
    }

    @Test
    void asksForNothingAndItsPolicyAllowsItsOwnStyleAlone() throws Exception {
        String html = report("-d", ratings("r.csv"), "-a", "popular", "--metrics", "ndcg@5");
        assertThat(html).doesNotContain("://", "src=", "href=", "url(", "@import", "onload");
        assertThat(KNOWN).containsAll(tags(html));
        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(html)
                .contains(
                        "content=\"default-src 'none'; style-src 'sha256-%s'\""
                                .formatted(Base64.getEncoder().encodeToString(hash)));
    }

    @Test
    void hostileNamesAreTextAndNothingElse() throws IOException {
        String html =
                report(
                        "-d",
                        ratings("<img src=x onerror=alert(1)>&\"'.csv"),
                        "--items",
                        items("<script>alert(1)</script>"),
                        "-a",
                        "popular",
                        "--metrics",
                        "ndcg@5",
                        "--diversity",
                        "exposure:0.5:kind",
                        "--fairness",
                        "kind");
        assertThat(html)
                .contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;.csv")
                .contains("&lt;script&gt;alert(1)&lt;");
        assertThat(KNOWN).containsAll(tags(html));
        assertThat(Html.escaped("a\u0000b\u202ec\ud800")).isEqualTo("a\ufffdb\ufffdc\ufffd");
    }

    @Test
    void wrongFilesAreToldBeforeTheWork() {
        Path data = ratings("ratings.csv");
        assertThat(
                        CommandRun.bad(2, "evaluate", "-d", data, "-a", "popular", "--report", data)
                                .err())
                .contains("would replace a file that is read");
        Path nowhere = folder.resolve("no/report.html");
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "evaluate",
                                        "-d",
                                        data,
                                        "-a",
                                        "popular",
                                        "--report",
                                        nowhere)
                                .err())
                .contains("there is no folder");
    }
}
