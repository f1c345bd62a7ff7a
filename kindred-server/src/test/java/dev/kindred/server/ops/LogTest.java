package dev.kindred.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.config.ServerConfig.AccessLines;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.RequestListener.Done;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LineEncoder encoder = new LineEncoder();
    private Logger logger;
    private OutputStreamAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender;

    @BeforeEach
    void attach() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = context.getLogger("dev.kindred.server.access");
        appender = new OutputStreamAppender<>();
        appender.setContext(context);
        encoder.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        encoder.start();
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
        MDC.clear();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void oneEventIsOneLineWhateverIsInIt() {
        var error = new IllegalStateException("first\nsecond\u001b[31m", new RuntimeException("x"));
        for (boolean json : new boolean[] {false, true}) {
            out.reset();
            encoder.setJson(json);
            logger.warn("a\r\nb \u001b[2J \u2028 \u202e ${jndi:ldap://x} {}", "c\nd", error);
            assertThat(out.toString(StandardCharsets.UTF_8).chars().filter(c -> c == '\n'))
                    .hasSize(1);
            assertThat(lines().get(0))
                    .doesNotContain("\r", "\u001b", "\u2028", "\u202e")
                    .contains("\\u202e")
                    .contains("caused by java.lang.RuntimeException: x")
                    .contains("LogTest");
        }
    }

    @Test
    void jsonLinesHaveTheIdsOfTheRequest() {
        encoder.setJson(true);
        MDC.put("requestId", "q_1");
        new AccessLog(AccessLines.ALL).done(done("/v1/users/{user}", 200, 1_234_567));
        JsonNode line = Json.parse(lines().get(0));
        assertThat(line.get("requestId").asText()).isEqualTo("q_1");
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("route").asText()).isEqualTo("/v1/users/{user}");
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("ms").asDouble()).isEqualTo(1.235);
        assertThat(line.get("time").asText()).endsWith("Z");
        assertThat(line.toString()).doesNotContain("mary");
    }

    @Test
    void onlyProblemsHaveALineUnlessAllAreAskedFor() {
        var problems = new AccessLog(AccessLines.PROBLEMS);
        problems.done(done("/a", 200, 999_999_999));
        assertThat(lines()).isEmpty();
        problems.done(done("/a", 200, 1_000_000_000));
        problems.done(done(null, 404, 1));
        problems.done(done("/a", 500, 1));
        new AccessLog(AccessLines.NONE).done(done("/a", 500, 1));
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("INFO").contains("route=/v1/users/mary");
        assertThat(lines().get(2)).contains("WARN").contains("status=500");
    }

    @Test
    void passwordsInAddressesAreMasked() {
        logger.warn("cannot reach {}", "postgresql://shop:hunter2@db:5432/kindred");
        logger.warn("x", new IllegalStateException("redis://u:hunter2@h?password=hunter2"));
        assertThat(String.join("", lines())).contains("***").doesNotContain("hunter2");
    }

    private static Done done(String route, int status, long nanos) {
        return new Done("q", "GET", route, "/v1/users/mary", "key_1", "192.0.2.1", status, nanos);
    }
}
