package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.kindred.server.ops.LineEncoder;
import dev.kindred.server.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is secret is in no log, no error and no file, however a request goes wrong. */
class SecretsTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LineEncoder encoder = new LineEncoder();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private Logger logger;

    @BeforeEach
    void attach() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = context.getLogger("dev.kindred");
        logger.setLevel(Level.TRACE);
        appender.setContext(context);
        encoder.setContext(context);
        encoder.setJson(true);
        encoder.start();
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void aKeyIsInTheAnswerThatMakesItAndNowhereElse(@TempDir Path folder) throws IOException {
        var answers = new StringBuilder();
        String key;
        try (var server = new TestServer(folder)) {
            key =
                    server.post("/v1/keys", "{\"name\":\"boss\",\"scopes\":[\"admin\"]}")
                            .json()
                            .get("key")
                            .asText();
            server.as(key);
            for (String path :
                    List.of("/v1/keys", "/v1/projects", "/metrics", "/health/ready", "/v1/none")) {
                answers.append(server.get(path).whole().headers().map());
                answers.append(server.get(path).body());
            }
            answers.append(server.post("/v1/keys", "{\"name\":1").body());
            answers.append(server.post("/v1/projects", "{\"id\":\"default\"}").body());
            server.as(key + "x");
            answers.append(server.get("/v1/keys").body());
            server.as(null);
            answers.append(server.send("GET", "/v1/keys", null, Map.of("X-API-Key", "?")).body());
        }
        assertThat(key).hasSizeGreaterThan(20);
        assertThat(answers.toString()).doesNotContain(key);
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("401").doesNotContain(key);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(key);
            }
        }
    }

    @Test
    void whatIsInAPathOrHeaderMakesNoLinesOfItsOwn(@TempDir Path folder) {
        try (var server = new TestServer(folder)) {
            server.get("/v1/x%0a%7B%22level%22%3A%22ERROR%22%7D%1b%5B2J");
            server.send("GET", "/v1/y", null, Map.of("X-Request-Id", "a b\t${jndi:ldap://x}"));
        }
        List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("{\"time\":"));
        assertThat(lines.get(1)).doesNotContain("jndi").contains("\"requestId\":\"q_");
    }
}
