package dev.kindred.store.cache;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * A cache in Redis 6 or newer, shared by several servers: GET, SET with PX, DEL and SCAN only, and
 * every key ends by itself.
 *
 * <p>A Redis that is stopped or slow costs at most a few time-outs: then it is left alone, tried
 * again after half a second and, while it does not answer, ever more seldom (16 seconds at most),
 * for which no caller waits. What is computed meanwhile is kept for a minute in this process, in 16
 * MB at most. The budget counts what this process wrote within the TTL; beyond it nothing is
 * written. Redis's own {@code maxmemory} bounds all servers together.
 */
public final class RedisCache extends EntryCache {
    private static final int OVERHEAD = 100; // of an entry in Redis, beyond its bytes
    private static final int CONNECT_MILLIS = 200;
    private static final int POOL_MILLIS = 50;
    private static final int CONNECTIONS = 32;
    private static final int SCAN_COUNT = 1000;
    private static final byte[] NO_ENTRY = {}; // is not genuine, so it is removed

    private static final long MEANWHILE_BYTES = 16 << 20;
    private static final long MEANWHILE_MILLIS = 60_000; // others may erase users meanwhile

    private final RedisClient redis;
    private final MemoryCache meanwhile;
    private final ExecutorService prober = Executors.newSingleThreadExecutor(RedisCache::thread);
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final ByteWindow written;

    /**
     * A cache in a Redis, which need not be there yet.
     *
     * @param url {@code redis://user:password@host:port/database} or {@code rediss://...} for TLS
     * @param timeout the longest that a command may take
     */
    public RedisCache(String url, Duration timeout, CacheSettings settings) {
        super(settings);
        this.written = new ByteWindow(settings.ttl().toMillis(), System::currentTimeMillis);
        this.redis = client(parsed(url), (int) timeout.toMillis());
        long budget = Math.min(MEANWHILE_BYTES, settings.budget());
        this.meanwhile = new MemoryCache(CacheSettings.builder().budget(budget).build());
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "kindred-redis-probe");
        thread.setDaemon(true);
        return thread;
    }

    private static URI parsed(String url) {
        try {
            URI uri = new URI(url);
            if (JedisURIHelper.isValid(uri)
                    && (JedisURIHelper.isRedisScheme(uri)
                            || JedisURIHelper.isRedisSSLScheme(uri))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw badUrl(); // without the cause: its message holds the password
        }
        throw badUrl();
    }

    private static IllegalArgumentException badUrl() {
        return new IllegalArgumentException(
                "the address of Redis must be like redis://user:password@host:6379/0. Maybe a sign in the password must be written as %XX.");
    }

    @SuppressWarnings("deprecation") // ssl: TLS as the JDK is set up, without stores of our own
    private static RedisClient client(URI uri, int millis) {
        var config =
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis(CONNECT_MILLIS)
                        .socketTimeoutMillis(millis)
                        .user(JedisURIHelper.getUser(uri))
                        .password(JedisURIHelper.getPassword(uri))
                        .database(JedisURIHelper.getDBIndex(uri))
                        .ssl(JedisURIHelper.isRedisSSLScheme(uri))
                        .resp2()
                        .build();
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(POOL_MILLIS));
        pool.setTestWhileIdle(false);
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(config)
                .poolConfig(pool)
                .build();
    }

    /** Asks Redis, unless it has not answered lately; {@code otherwise} if it does not answer. */
    private <T extends @Nullable Object> T ask(Function<RedisClient, T> command, T otherwise) {
        return ask(command, otherwise, otherwise);
    }

    private <T extends @Nullable Object> T ask(
            Function<RedisClient, T> command, T otherwise, T wrongType) {
        if (breaker.isOpen()) {
            probe();
            return otherwise;
        }
        return breaker.allows() ? asked(command, otherwise, wrongType) : otherwise;
    }

    /** Finds out whether Redis answers again, if it is time to; nobody waits for it. */
    private void probe() {
        if (breaker.allows()) {
            try {
                prober.execute(
                        () -> {
                            asked(RedisClient::ping, "", "");
                            if (!breaker.isOpen()) {
                                meanwhile.close();
                            }
                        });
            } catch (RejectedExecutionException e) {
                breaker.failed(); // it is being closed
            }
        }
    }

    private <T extends @Nullable Object> T asked(
            Function<RedisClient, T> command, T otherwise, T wrongType) {
        try {
            T answer = command.apply(redis);
            breaker.succeeded();
            return answer;
        } catch (JedisAccessControlException e) {
            return failed(otherwise);
        } catch (JedisDataException e) {
            // It answers, though not as hoped: out of memory, another type under the key.
            breaker.succeeded();
            failures.increment();
            return isOtherType(e) ? wrongType : otherwise;
        } catch (JedisException e) {
            return failed(otherwise);
        } catch (RuntimeException | Error e) {
            breaker.failed();
            throw e;
        }
    }

    private <T extends @Nullable Object> T failed(T otherwise) {
        breaker.failed();
        failures.increment();
        return otherwise;
    }

    private static boolean isOtherType(JedisDataException error) {
        return String.valueOf(error.getMessage()).startsWith("WRONGTYPE");
    }

    private static byte[] utf8(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    byte @Nullable [] load(String key) {
        byte[] entry = this.<byte @Nullable []>ask(client -> client.get(utf8(key)), null, NO_ENTRY);
        return entry == null && breaker.isOpen() ? meanwhile.load(key) : entry;
    }

    @Override
    void store(String key, byte[] entry, long millis) {
        if (breaker.isOpen()) {
            meanwhile.store(key, entry, Math.min(millis, MEANWHILE_MILLIS));
            return;
        }
        if (!written.add(key.length() + entry.length + OVERHEAD, settings.budget())) {
            refused.increment();
            return;
        }
        ask(client -> client.set(utf8(key), entry, SetParams.setParams().px(millis)), "");
    }

    @Override
    void remove(String key) {
        meanwhile.remove(key);
        ask(client -> client.del(utf8(key)), 0L);
    }

    @Override
    long bytes() {
        return written.total();
    }

    @Override
    public long forget(String project, String user) {
        var params = new ScanParams().match(CacheKey.ofUser(project, user) + "*").count(SCAN_COUNT);
        long removed = meanwhile.forget(project, user);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            String from = cursor;
            ScanResult<String> page =
                    this.<@Nullable ScanResult<String>>ask(
                            client -> client.scan(from, params), null);
            if (page == null) {
                return removed;
            }
            for (String key : page.getResult()) {
                removed += ask(client -> client.del(key), 0L);
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return removed;
    }

    @Override
    public boolean isUp() {
        return !breaker.isOpen();
    }

    @Override
    public void close() {
        prober.shutdownNow();
        redis.close();
    }
}
