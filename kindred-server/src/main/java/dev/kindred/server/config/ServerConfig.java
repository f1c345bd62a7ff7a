package dev.kindred.server.config;

import dev.kindred.server.http.Tls;
import dev.kindred.server.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server runs. Immutable; read by {@link ConfigLoader}. What each key means, its range and
 * default: {@code docs/reference/configuration.md}.
 *
 * @param server where it listens and what it keeps on the disk
 * @param store address of the database: {@code sqlite} or {@code postgresql://...}
 * @param cache where answers are kept
 * @param cors which pages of other sites may read answers
 * @param limits of requests
 * @param jobs work in the background
 * @param logs what is logged
 * @param metrics what is measured
 * @param pipeline what projects recommend with unless they have a pipeline of their own
 */
public record ServerConfig(
        Server server,
        String store,
        Cache cache,
        Cors cors,
        Limits limits,
        Jobs jobs,
        Logs logs,
        Metrics metrics,
        PipelineSpec pipeline) {

    /**
     * Where the server listens and what it keeps on the disk.
     *
     * @param host address to listen on
     * @param port 0: any free one
     * @param dataDir folder of all that is kept
     * @param insecure listens on other addresses than loopback even without keys
     * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
     * @param tls where the certificate is; null: plain HTTP
     */
    public record Server(
            String host,
            int port,
            Path dataDir,
            boolean insecure,
            List<String> trustedProxies,
            @Nullable Tls tls) {
        public Server {
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /**
     * Where answers are kept.
     *
     * @param address {@code memory} or {@code redis://...}
     * @param ttl the longest that an answer is kept
     * @param negativeTtl how long "there is no answer" is kept
     * @param bytes the most that is kept
     * @param entryBytes the largest answer that is kept
     */
    public record Cache(
            String address, Duration ttl, Duration negativeTtl, long bytes, int entryBytes) {}

    /**
     * Which pages of other sites may read answers.
     *
     * @param origins such as {@code https://shop.example}; {@code *}: all
     */
    public record Cors(List<String> origins) {
        public Cors {
            origins = List.copyOf(origins);
        }
    }

    /**
     * Limits of requests.
     *
     * @param bodyBytes of a body as it is sent; imports have their own
     * @param inflatedBytes of a body after decompression; imports have their own
     * @param importBytes of the body of an import, after decompression
     * @param jsonDepth of nested arrays and objects
     * @param maxItems of one list, over all projects
     * @param maxOffset into a list
     * @param headerTimeout until all headers must be there
     * @param bodyTimeout without a byte of the body
     * @param requestTimeout until a request is answered
     * @param requestsPerSecond per key; 0: no limit
     * @param burst requests that may come at once before {@code requestsPerSecond} holds
     */
    public record Limits(
            int bodyBytes,
            int inflatedBytes,
            long importBytes,
            int jsonDepth,
            int maxItems,
            int maxOffset,
            Duration headerTimeout,
            Duration bodyTimeout,
            Duration requestTimeout,
            int requestsPerSecond,
            int burst) {}

    /**
     * Work in the background.
     *
     * @param queue the most jobs of a project that may wait
     * @param keepDays how long ended jobs are listed
     * @param keepModels the most versions of models of a project that stay on the disk
     */
    public record Jobs(int queue, int keepDays, int keepModels) {}

    /**
     * What is logged.
     *
     * @param format of the lines
     * @param level error, warn, info, debug or trace
     * @param access which requests have a line
     */
    public record Logs(LogFormat format, String level, AccessLines access) {}

    /** Which requests have a line in the log. */
    public enum AccessLines {
        ALL,
        /** Those that failed or took a second. */
        PROBLEMS,
        NONE
    }

    /** The format of log lines. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /**
     * What is measured.
     *
     * @param open whether {@code /metrics} needs no key
     */
    public record Metrics(boolean open) {}
}
