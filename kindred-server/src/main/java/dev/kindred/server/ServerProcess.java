package dev.kindred.server;

import dev.kindred.server.config.LoadedConfig;
import dev.kindred.server.config.ServerConfig;
import dev.kindred.server.engine.EngineSettings;
import dev.kindred.server.engine.Workers;
import dev.kindred.server.http.Cors;
import dev.kindred.server.http.Limits;
import dev.kindred.server.http.Proxies;
import dev.kindred.server.ops.Logging;
import dev.kindred.server.tenant.TenantFactory;
import dev.kindred.store.Store;
import dev.kindred.store.cache.CacheSettings;
import dev.kindred.store.cache.MemoryCache;
import dev.kindred.store.cache.RedisCache;
import dev.kindred.store.cache.ResultCache;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A server as its configuration says, with the store and the cache that it opened. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration STORE_TIMEOUT = Duration.ofMillis(250);
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);
    private static final int HEADER_BYTES = 16 << 10;
    private static final int CONNECTIONS = 4096;
    private static final int SLOWEST = 100; // bytes of a body per second

    private final ServerConfig config;
    private final Store store;
    private final ResultCache cache;
    private final KindredServer server;

    /**
     * Opens store and cache; does not listen yet.
     *
     * @throws dev.kindred.store.StoreException if the store cannot be opened
     * @throws IOException if the data folder cannot be made
     */
    public ServerProcess(LoadedConfig loaded) throws IOException {
        config = loaded.config();
        Logging.configure(config.logs());
        Path folder = config.server().dataDir();
        Files.createDirectories(folder);
        Clock clock = Clock.systemUTC();
        store = Stores.open(config.store(), folder, clock);
        cache = cache(config.cache());
        server = new KindredServer(store, settings(config, folder), loaded.settings(), clock);
    }

    private static ResultCache cache(ServerConfig.Cache cache) {
        CacheSettings settings =
                CacheSettings.builder()
                        .ttl(cache.ttl())
                        .negativeTtl(cache.negativeTtl())
                        .budget(cache.bytes())
                        .largest(cache.entryBytes())
                        .build();
        return cache.address().equals("memory")
                ? new MemoryCache(settings)
                : new RedisCache(cache.address(), REDIS_TIMEOUT, settings);
    }

    private KindredServer.Settings settings(ServerConfig config, Path folder) throws IOException {
        ServerConfig.Limits limits = config.limits();
        Path work = Files.createDirectories(folder.resolve("work"));
        boolean embedded = config.store().equals("sqlite");
        return new KindredServer.Settings(
                new TenantFactory.Settings(
                        config.pipeline(),
                        work,
                        config.jobs().queue(),
                        config.jobs().keepDays(),
                        config.jobs().keepModels(),
                        true),
                new EngineSettings(cache, embedded ? null : STORE_TIMEOUT, Workers.perProcessor())
                        .within(limits.requestTimeout())
                        .paged(limits.maxOffset()),
                new Limits(
                        limits.bodyBytes(),
                        limits.inflatedBytes(),
                        limits.importBytes(),
                        limits.jsonDepth(),
                        limits.maxItems(),
                        limits.maxOffset(),
                        HEADER_BYTES,
                        CONNECTIONS,
                        limits.headerTimeout(),
                        limits.bodyTimeout(),
                        SLOWEST,
                        limits.requestsPerSecond(),
                        limits.burst()),
                new Cors(config.cors().origins()),
                new Proxies(config.server().trustedProxies()),
                config.server().tls(),
                config.metrics().open(),
                config.logs().access());
    }

    public Store store() {
        return store;
    }

    public KindredServer server() {
        return server;
    }

    /**
     * Listens where the configuration says.
     *
     * @throws dev.kindred.server.http.StartException if the port is taken, or others could reach
     *     the server without a key
     */
    public void start() {
        server.start(config.server().host(), config.server().port(), config.server().insecure());
    }

    /**
     * Listens until the process is told to end (SIGTERM, Ctrl-C); then requests that are under way
     * are answered, and server, cache and store are closed before the process ends.
     *
     * @param listening is called once it listens
     * @throws dev.kindred.server.http.StartException as {@link #start}
     */
    public void run(Runnable listening) throws InterruptedException {
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end"));
        listening.run();
        Thread.currentThread().join();
    }

    /** Where it is reached from this machine, such as {@code http://127.0.0.1:8088}. */
    public String address() {
        String host = config.server().host();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        String scheme = config.server().tls() == null ? "http" : "https";
        return "%s://%s:%d".formatted(scheme, shown, server.port());
    }

    /** Ends the server, then lets go of cache and store. */
    @Override
    public void close() {
        server.close();
        cache.close();
        store.close();
    }
}
