package dev.kindred.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.EventType;
import dev.kindred.server.settings.Problem;
import dev.kindred.server.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir Path folder;

    private static ServerConfig read(String yaml) {
        return new ConfigLoader().yaml("kindred.yaml", yaml).load().config();
    }

    private static List<String> problems(String yaml) {
        try {
            read(yaml);
        } catch (SettingsException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
        return List.of();
    }

    @Test
    void nothingIsNeeded() {
        ServerConfig config = read("");
        assertThat(config).isEqualTo(ConfigLoader.defaults());
        assertThat(config.server().host()).isEqualTo("127.0.0.1");
        assertThat(config.server().port()).isEqualTo(8088);
        assertThat(config.store()).isEqualTo("sqlite");
        assertThat(config.cache().address()).isEqualTo("memory");
        assertThat(config.pipeline()).isEqualTo(PipelineSpec.defaults());
        assertThat(read("server:\npipeline:\n  models:\n")).isEqualTo(config); // all commented out
    }

    @Test
    void twoLinesGrowIt() {
        ServerConfig config =
                read(
                        """
                        store: postgresql://kindred:s%40crt@db:5432/kindred?sslmode=verify-full
                        cache: redis://cache:6379
                        """);
        assertThat(config.store())
                .isEqualTo("postgresql://kindred:s%40crt@db:5432/kindred?sslmode=verify-full");
        assertThat(config.cache().address()).isEqualTo("redis://cache:6379");
        assertThat(config.cache().ttl()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void everythingWrongIsToldAtOnceWithItsPlace() {
        assertThat(
                        problems(
                                """
                                server:
                                  prot: 80
                                  port: 80a
                                  insecure: maybe
                                limits:
                                  bodyBytes: 2TiB
                                  headerTimeout: 10
                                logs: {level: inof}
                                store: mysql://x
                                """))
                .containsExactly(
                        "kindred.yaml line 3 column 9: server.port must be a whole number from 0 to 65535, but is \"80a\"",
                        "kindred.yaml line 4 column 13: server.insecure must be true or false, but is \"maybe\"",
                        "kindred.yaml line 2 column 3: server has no key \"prot\" (did you mean \"port\"?); it has host, port, dataDir, insecure, trustedProxies, tls",
                        "kindred.yaml line 9 column 8: store must be sqlite or postgresql://user:password@host:5432/database, but is \"mysql://x\"",
                        "kindred.yaml line 6 column 14: limits.bodyBytes must be a number of bytes from 1KiB to 1GiB, such as 512KiB or 64MiB, but is \"2TiB\"",
                        "kindred.yaml line 7 column 18: limits.headerTimeout must be a time from 1s to 1h, such as 90s, 15m, 6h or 2d, but is \"10\"",
                        "kindred.yaml line 8 column 15: logs.level must be one of error, warn, info, debug, trace, but is \"inof\" (did you mean \"info\"?)");
        assertThat(problems("server: 5"))
                .containsExactly(
                        "kindred.yaml line 1 column 9: server must be a mapping of keys to values, but is \"5\"");
        assertThat(problems("- a"))
                .containsExactly(
                        "kindred.yaml line 1 column 1: the configuration must be a mapping of keys to values, but is a list");
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() {
        LoadedConfig loaded =
                new ConfigLoader()
                        .yaml("k.yaml", "server: {port: 1, host: a}\nlimits: {burst: 7}")
                        .environment(
                                Map.of(
                                        "KINDRED_SERVER_PORT", "2",
                                        "KINDRED_SERVER_HOST", "b",
                                        "KINDRED_SERVER_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2",
                                        "KINDRED_PIPELINE_TRAINING_EVERY", "never",
                                        "KINDRED_CACHE", "redis://r",
                                        "PATH", "/bin"))
                        .flag("server.port", "--port", "3")
                        .load();
        ServerConfig config = loaded.config();
        assertThat(config.server().port()).isEqualTo(3);
        assertThat(config.server().host()).isEqualTo("b");
        assertThat(config.server().trustedProxies()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(config.pipeline().training().every()).isNull();
        assertThat(config.cache().address()).isEqualTo("redis://r");
        assertThat(config.limits().burst()).isEqualTo(7);
        assertThat(loaded.print())
                .contains("# flag --port\n")
                .containsPattern("server.host: b +# environment KINDRED_SERVER_HOST\n")
                .containsPattern("limits.burst: 7 +# k.yaml:2\n")
                .containsPattern("logs.level: info +# default\n")
                .containsPattern("pipeline.models: \\[item-knn, ials\\] +# default\n");
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void aMistakeUnderAnEnvironmentVariableIsStillFound() {
        assertThatThrownBy(
                        () ->
                                new ConfigLoader()
                                        .yaml("k.yaml", "server: 5")
                                        .flag("server.port", "--port", "3")
                                        .load())
                .hasMessageContaining("server must be a mapping");
    }

    @Test
    void mistakesInVariablesAndFlagsNameThem() {
        assertThatThrownBy(
                        () ->
                                new ConfigLoader()
                                        .environment(Map.of("KINDRED_SERVER_PORT", "x"))
                                        .flag("server.dataDir", "--data-dir", " ")
                                        .load())
                .hasMessage(
                        "KINDRED_SERVER_PORT: server.port must be a whole number from 0 to 65535, but is \"x\"\n"
                                + "--data-dir: server.dataDir must be the path of a folder, but is \" \"");
        assertThat(
                        new ConfigLoader()
                                .environment(
                                        Map.of(
                                                "KINDRED_SERVER_PROT", "1",
                                                "KINDRED_JAVA_OPTS", "-Xmx1g",
                                                "KINDRED_SERVER_PORT_8088_TCP", "tcp://10.1.1.1",
                                                "KINDRED_SERVER_SERVICE_HOST", "10.1.1.1"))
                                .load()
                                .warnings())
                .containsExactly(
                        "the environment variable KINDRED_SERVER_PROT is none of ours; did you mean KINDRED_SERVER_PORT?");
        assertThatThrownBy(
                        () ->
                                new ConfigLoader()
                                        .environment(
                                                Map.of("KINDRED_SERVER_PORT", "tcp://10.1.1.1:80"))
                                        .load())
                .hasMessageContaining("Maybe Kubernetes set it");
    }

    @Test
    void passwordsAreNotPrinted() {
        LoadedConfig loaded =
                new ConfigLoader()
                        .yaml(
                                "k.yaml",
                                """
                                store: postgresql://me:hunter2@db/k?sslpassword=hunter3&ssl=true
                                cache: redis://:hunter4@r:6379/0
                                """)
                        .load();
        assertThat(loaded.print())
                .contains("store: postgresql://me:***@db/k?sslpassword=***&ssl=true")
                .contains("cache.address: redis://:***@r:6379/0")
                .doesNotContain("hunter");
        assertThat(loaded.config().store()).contains("hunter2");
    }

    @Test
    void aPipelineIsReadWithItsShortForms() {
        PipelineSpec pipeline =
                read("""
                                pipeline:
                                  events:
                                    types:
                                      view: 1
                                      buy: {weight: 5.5}
                                      return: {negative: true}
                                    others: 0
                                  models:
                                    - ease
                                    - algorithm: ials
                                      settings: {factors: 16, epochs: 3}
                                  blend: {weights: [1, 3]}
                                  rerank: ["mmr:0.2", "cap:2:genres"]
                                  training: {every: 1h30m, afterEvents: 5}
                                  retention: {eventDays: 90}
                                """)
                        .pipeline();
        assertThat(pipeline.events().types())
                .containsExactly(
                        Map.entry("view", new EventType(1, false)),
                        Map.entry("buy", new EventType(5.5, false)),
                        Map.entry("return", new EventType(1, true)));
        assertThat(pipeline.events().others()).isZero();
        assertThat(pipeline.models())
                .containsExactly(
                        PipelineSpec.ModelSpec.of("ease"),
                        new PipelineSpec.ModelSpec(
                                "ials", null, Map.of("factors", "16", "epochs", "3")));
        assertThat(pipeline.blend().weights()).containsExactly(1.0, 3.0);
        assertThat(pipeline.rerank()).containsExactly("mmr:0.2", "cap:2:genres");
        assertThat(pipeline.training().every()).isEqualTo(Duration.ofMinutes(90));
        assertThat(pipeline.retention().eventDays()).isEqualTo(90);
    }

    @Test
    void theExampleIsReadAndHasEveryKey() throws IOException {
        Path docs = Path.of("..", "docs", "reference");
        LoadedConfig example = new ConfigLoader().file(docs.resolve("kindred.yaml")).load();
        assertThat(example.config().pipeline().events().types()).hasSize(4);
        String manual = Files.readString(docs.resolve("configuration.md"));
        LoadedConfig defaults = new ConfigLoader().load();
        assertThat(defaults.settings())
                .allSatisfy(
                        setting -> {
                            String row =
                                    manual.lines()
                                            .filter(
                                                    each ->
                                                            each.startsWith(
                                                                    "| `" + setting.path() + "` |"))
                                            .findFirst()
                                            .orElse("");
                            assertThat(row).as(setting.path()).isNotEmpty();
                            boolean none = List.of("[]", "").contains(setting.value());
                            assertThat(row)
                                    .endsWith(none ? "| none |" : "| `" + setting.value() + "` |");
                        });
        var written = example.settings().stream().filter(s -> s.origin().line() > 0).toList();
        assertThat(defaults.settings())
                .allSatisfy(
                        setting ->
                                assertThat(written)
                                        .as("in the example: " + setting.path())
                                        .anyMatch(each -> each.path().equals(setting.path())));
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        Path file = folder.resolve("kindred.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x41, (byte) 0xff});
        assertThatThrownBy(() -> new ConfigLoader().file(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no text in UTF-8");
        Files.write(file, new byte[5_000_000]);
        assertThatThrownBy(() -> new ConfigLoader().file(file))
                .hasMessageContaining("more than 4000000 bytes");
        Files.writeString(file, "server: {port: 99}", StandardCharsets.UTF_8);
        assertThat(new ConfigLoader().file(file).load().config().server().port()).isEqualTo(99);
    }
}
