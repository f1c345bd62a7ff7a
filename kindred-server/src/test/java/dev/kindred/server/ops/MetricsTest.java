package dev.kindred.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.engine.Stages;
import dev.kindred.server.http.RequestListener;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.store.Store;
import dev.kindred.store.sql.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @Test
    void requestsAreCountedByRouteAndStatusInBuckets() {
        try (var metrics = new Metrics()) {
            metrics.done(request("GET", "/v1/users/{user}", 200, 400_000)); // 0.4 ms
            metrics.done(request("GET", "/v1/users/{user}", 200, 2_000_000)); // 2 ms
            metrics.done(request("GET", "/v1/users/{user}", 404, 1));
            String series =
                    "{method=\"GET\",route=\"/v1/users/{user}\",status=\"200\",le=\"%s\"} %s\n";
            assertThat(metrics.text())
                    .contains(bucket(series, "2.5E-4", 0))
                    .contains(bucket(series, "5.0E-4", 1))
                    .contains(bucket(series, "0.001", 1))
                    .contains(bucket(series, "0.0025", 2))
                    .contains(bucket(series, "+Inf", 2))
                    .contains("status=\"404\"");
        }
    }

    private static String bucket(String series, String most, int count) {
        return "kindred_request_seconds_bucket" + series.formatted(most, count);
    }

    @Test
    void whatClientsWriteIsNeverALabel() {
        try (var metrics = new Metrics()) {
            for (int k = 0; k < 1000; k++) {
                metrics.done(
                        new RequestListener.Done(
                                "q" + k, "METHOD" + k, null, "/x/" + k, "k" + k, "::1", 404, 1));
            }
            assertThat(metrics.text())
                    .contains(
                            "kindred_request_seconds_count{method=\"other\",route=\"other\",status=\"404\"} 1000\n")
                    .doesNotContain("METHOD")
                    .doesNotContain("/x/");
        }
    }

    @Test
    void stagesAndPartsHaveSeriesOfTheirOwn() {
        try (var metrics = new Metrics()) {
            Stages stages = metrics.stages();
            stages.took(Stages.Stage.RANK, 3_000_000);
            stages.took(Stages.Stage.RANK, 1_000_000);
            metrics.part("store", () -> false);
            assertThat(metrics.text())
                    .contains("kindred_stage_seconds_count{stage=\"rank\"} 2\n")
                    .contains("kindred_stage_seconds_sum{stage=\"rank\"} 0.004\n")
                    .contains("kindred_part_up{part=\"store\"} 0.0\n")
                    .contains("jvm_memory_used_bytes");
        }
    }

    private static RequestListener.Done request(
            String method, String route, int status, long nanos) {
        return new RequestListener.Done("q", method, route, "/", "k", "127.0.0.1", status, nanos);
    }

    @Test
    void aServerShowsItsRequestsCacheAndConnections(@TempDir Path folder) {
        try (var server = new TestServer(folder)) {
            server.post("/v1/projects", "{\"id\":\"books\"}");
            server.post("/v1/recommendations", "{\"user\":\"u\",\"limit\":3}");
            assertThat(own(server.get("/metrics").body()))
                    .contains("route=\"/v1/projects\",status=\"201\"")
                    .contains("kindred_cache_size_bytes 0.0\n")
                    .contains("kindred_cache_requests_total{result=\"hit\"} 0.0\n")
                    .contains("kindred_stage_seconds_count{stage=\"history\"} 1\n")
                    .contains("kindred_stage_seconds_count{stage=\"rank\"} 1\n")
                    .containsPattern("kindred_connections [1-9]")
                    .contains("kindred_part_up{part=\"cache\"} 1.0\n");
        }
    }

    /** Without those of the JVM. */
    private static String own(String text) {
        return text.lines()
                .filter(line -> line.startsWith("kindred_") && !line.contains("_bucket{"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void everyProjectThatIsThereHasItsModelAndJobs(@TempDir Path folder) {
        try (Store store = Stores.open("sqlite", folder, Clock.systemUTC());
                var metrics = new Metrics();
                var projects = new ProjectMetrics(metrics, store, Clock.systemUTC())) {
            store.projects().create("books", "Books");
            store.project("books").jobs().submit("train", "{}", 10);
            projects.refresh();
            assertThat(metrics.text())
                    .contains("kindred_model_version{project=\"default\"} 0.0\n")
                    .contains("kindred_jobs_queued{project=\"books\"} 1.0\n");
            store.projects().delete("books");
            projects.refresh();
            assertThat(metrics.text()).doesNotContain("project=\"books\"");
        }
    }

    @Test
    void figuresNeedAKeyUnlessTheConfigurationOpensThem(@TempDir Path folder) {
        try (var server = new TestServer(folder)) {
            server.post("/v1/keys", "{\"name\":\"a\",\"scopes\":[\"admin\"]}");
            assertThat(server.get("/metrics").status()).isEqualTo(401);
        }
    }
}
