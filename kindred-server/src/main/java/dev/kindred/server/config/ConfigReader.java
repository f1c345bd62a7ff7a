package dev.kindred.server.config;

import dev.kindred.server.config.ServerConfig.AccessLines;
import dev.kindred.server.config.ServerConfig.Cache;
import dev.kindred.server.config.ServerConfig.Cors;
import dev.kindred.server.config.ServerConfig.Jobs;
import dev.kindred.server.config.ServerConfig.Limits;
import dev.kindred.server.config.ServerConfig.LogFormat;
import dev.kindred.server.config.ServerConfig.Logs;
import dev.kindred.server.config.ServerConfig.Metrics;
import dev.kindred.server.config.ServerConfig.Server;
import dev.kindred.server.http.Proxies;
import dev.kindred.server.http.Tls;
import dev.kindred.server.pipeline.PipelineReader;
import dev.kindred.server.settings.Rule;
import dev.kindred.server.settings.Rules;
import dev.kindred.server.settings.Section;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@link ServerConfig}; the defaults stand here and nowhere else. */
final class ConfigReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final Rule<String> STORE =
            new Rule<>(
                    "sqlite or postgresql://user:password@host:5432/database",
                    text ->
                            text.equals("sqlite") || isAddress(text, "postgresql", "postgres")
                                    ? text
                                    : null,
                    Function.identity());
    private static final Rule<String> CACHE =
            new Rule<>(
                    "memory or redis://user:password@host:6379/0",
                    text ->
                            text.equals("memory") || isAddress(text, "redis", "rediss")
                                    ? text
                                    : null,
                    Function.identity());
    private static final Rule<Path> FOLDER =
            new Rule<>("the path of a folder", ConfigReader::folder, Path::toString);
    private static final Rule<String> FILE =
            new Rule<>(
                    "the path of a file",
                    text -> text.isEmpty() || folder(text) != null ? text : null,
                    Function.identity());
    private static final Rule<String> PASSWORD =
            new Rule<>("a text", text -> text, text -> text.isEmpty() ? "" : "***");
    private static final Rule<String> HOST =
            new Rule<>(
                    "the name or address of a network interface, such as 127.0.0.1 or 0.0.0.0",
                    text -> text.matches("[A-Za-z0-9:.\\[\\]_-]{1,255}") ? text : null,
                    Function.identity());

    private static final Rule<String> PROXY =
            new Rule<>(
                    "an address such as 10.0.0.7 or a network such as 10.0.0.0/8",
                    text -> Proxies.isNetwork(text) ? text : null,
                    Function.identity());

    private static final Rule<String> ORIGIN =
            new Rule<>(
                    "an origin such as https://shop.example or http://localhost:3000, in small letters and without a path, or * for all",
                    text ->
                            text.equals("*")
                                            || text.matches(
                                                    "https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?")
                                    ? text
                                    : null,
                    Function.identity());

    private ConfigReader() {}

    private static boolean isAddress(String text, String... schemes) {
        for (String scheme : schemes) {
            if (text.startsWith(scheme + "://")) {
                try {
                    return URI.create(text).getHost() != null;
                } catch (IllegalArgumentException e) {
                    return false; // without the text: it may hold a password
                }
            }
        }
        return false;
    }

    private static @Nullable Path folder(String text) {
        try {
            return text.isBlank() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    static ServerConfig read(Section root) {
        var config =
                new ServerConfig(
                        server(root.section("server")),
                        root.value("store", "sqlite", STORE),
                        cache(root.section("cache")),
                        cors(root.section("cors")),
                        limits(root.section("limits")),
                        jobs(root.section("jobs")),
                        logs(root.section("logs")),
                        metrics(root.section("metrics")),
                        PipelineReader.read(root.section("pipeline")));
        root.done();
        return config;
    }

    private static Server server(Section server) {
        var read =
                new Server(
                        server.value("host", "127.0.0.1", HOST),
                        server.value("port", 8088, Rules.whole(0, 65_535)),
                        server.value("dataDir", Path.of("kindred-data"), FOLDER),
                        server.value("insecure", false, Rules.BOOLEAN),
                        server.values("trustedProxies", List.of(), PROXY),
                        tls(server.section("tls")));
        server.done();
        return read;
    }

    private static @Nullable Tls tls(Section tls) {
        String certificate = tls.value("certificate", "", FILE);
        String key = tls.value("key", "", FILE);
        String password = tls.value("password", "", PASSWORD);
        tls.done();
        if (certificate.isEmpty() && !(key.isEmpty() && password.isEmpty())) {
            tls.reject(
                    key.isEmpty() ? "password" : "key",
                    "server.tls.certificate must name the certificate if server.tls.key or server.tls.password is there");
        }
        return certificate.isEmpty()
                ? null
                : new Tls(Path.of(certificate), key.isEmpty() ? null : Path.of(key), password);
    }

    private static Cache cache(Section cache) {
        Rule<Duration> time = Rules.duration(Duration.ofMillis(1), Duration.ofDays(30));
        var read =
                new Cache(
                        cache.value("address", "memory", CACHE),
                        cache.value("ttl", HOUR, time),
                        cache.value("negativeTtl", Duration.ofMinutes(1), time),
                        cache.value("bytes", 256L * MIB, Rules.bytes(MIB, 1L << 40)),
                        cache.value("entryBytes", (long) MIB, Rules.bytes(KIB, 64L * MIB))
                                .intValue());
        cache.done();
        return read;
    }

    private static Cors cors(Section cors) {
        var read = new Cors(cors.values("origins", List.of(), ORIGIN));
        cors.done();
        return read;
    }

    private static Limits limits(Section limits) {
        Rule<Long> memory = Rules.bytes(KIB, 1024L * MIB);
        Rule<Duration> time = Rules.duration(SECOND, HOUR);
        var read =
                new Limits(
                        limits.value("bodyBytes", 8L * MIB, memory).intValue(),
                        limits.value("inflatedBytes", 32L * MIB, memory).intValue(),
                        limits.value("importBytes", 4096L * MIB, Rules.bytes(KIB, 1L << 50)),
                        limits.value("jsonDepth", 32, Rules.whole(4, 1000)),
                        limits.value("maxItems", 1000, Rules.whole(1, 10_000)),
                        limits.value("maxOffset", 10_000, Rules.whole(0, 1_000_000)),
                        limits.value("headerTimeout", Duration.ofSeconds(10), time),
                        limits.value("bodyTimeout", Duration.ofSeconds(20), time),
                        limits.value("requestTimeout", Duration.ofSeconds(30), time),
                        limits.value("requestsPerSecond", 0, Rules.whole(0, Integer.MAX_VALUE)),
                        limits.value("burst", 100, Rules.whole(1, Integer.MAX_VALUE)));
        limits.done();
        return read;
    }

    private static Jobs jobs(Section jobs) {
        var read =
                new Jobs(
                        jobs.value("queue", 20, Rules.whole(1, 1000)),
                        jobs.value("keepDays", 30, Rules.whole(1, 36_500)),
                        jobs.value("keepModels", 5, Rules.whole(2, 1000)));
        jobs.done();
        return read;
    }

    private static Logs logs(Section logs) {
        String format = logs.value("format", "text", Rules.word(List.of("text", "json")));
        var levels = List.of("error", "warn", "info", "debug", "trace");
        String level = logs.value("level", "info", Rules.word(levels));
        Rule<String> lines = Rules.word(List.of("all", "problems", "none"));
        String access = logs.value("access", "problems", lines);
        var read =
                new Logs(
                        LogFormat.valueOf(format.toUpperCase(Locale.ROOT)),
                        level,
                        AccessLines.valueOf(access.toUpperCase(Locale.ROOT)));
        logs.done();
        return read;
    }

    private static Metrics metrics(Section metrics) {
        var read = new Metrics(metrics.value("open", false, Rules.BOOLEAN));
        metrics.done();
        return read;
    }
}
