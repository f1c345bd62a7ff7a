package dev.kindred.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Events.HistoryVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every cache, in memory and in a Redis that really runs. */
@ParameterizedClass
@EnumSource(CacheContractTest.Kind.class)
class CacheContractTest {
    enum Kind {
        MEMORY,
        REDIS
    }

    private static final AtomicInteger PROJECTS = new AtomicInteger();
    private static RealRedis redis;

    @Parameter Kind kind;
    private final String project = "p" + PROJECTS.incrementAndGet();
    private final AtomicInteger computed = new AtomicInteger();
    private final ArrayList<ResultCache> opened = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        if (redis == null) {
            redis = new RealRedis();
        }
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
        redis = null;
    }

    @AfterEach
    void closeCaches() {
        opened.forEach(ResultCache::close);
    }

    private ResultCache cache(CacheSettings settings) {
        ResultCache cache =
                kind == Kind.MEMORY
                        ? new MemoryCache(settings)
                        : new RedisCache(redis.url(), Duration.ofSeconds(2), settings);
        opened.add(cache);
        return cache;
    }

    private ResultCache cache() {
        return cache(CacheSettings.builder().build());
    }

    private CacheKey key(String user, long sequence) {
        return new CacheKey(project, user, 1, 1, new HistoryVersion(sequence, 0), "n=10");
    }

    private byte[] answer(String text) {
        computed.incrementAndGet();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerIsComputedOnceAndThenGivenBackUnchanged() {
        ResultCache cache = cache();
        byte[] odd = "\0 é \r\n".getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k < 3; k++) {
            assertThat(cache.get(key("u", 1), () -> answer("\0 é \r\n"))).isEqualTo(odd);
        }
        assertThat(computed).hasValue(1);
        assertThat(cache.stats().hits()).isEqualTo(2);
        assertThat(cache.stats().misses()).isEqualTo(1);
        assertThat(cache.stats().bytes()).isPositive();
        assertThat(cache.isUp()).isTrue();
    }

    @Test
    void anAnswerDependsOnEveryPartOfTheKey() {
        var none = new HistoryVersion(1, 0);
        var keys = new ArrayList<CacheKey>();
        keys.add(new CacheKey(project, "u", 1, 1, none, "a"));
        keys.add(new CacheKey(project + "x", "u", 1, 1, none, "a"));
        keys.add(new CacheKey(project, "v", 1, 1, none, "a"));
        keys.add(new CacheKey(project, "u", 2, 1, none, "a"));
        keys.add(new CacheKey(project, "u", 1, 2, none, "a"));
        keys.add(new CacheKey(project, "u", 1, 1, new HistoryVersion(2, 0), "a"));
        keys.add(new CacheKey(project, "u", 1, 1, new HistoryVersion(1, 1), "a"));
        keys.add(new CacheKey(project, "u", 1, 1, none, "b"));
        keys.add(new CacheKey(project, "u\r\nDEL x", 1, 1, none, "a"));
        ResultCache cache = cache();
        var texts = new HashSet<String>();
        for (CacheKey key : keys) {
            String own = key.toString();
            assertThat(new String(cache.get(key, () -> answer(own)), StandardCharsets.UTF_8))
                    .isEqualTo(own);
            assertThat(texts.add(key.text())).isTrue();
            assertThat(key.text()).matches("kindred:[a-z0-9]+:[0-9a-f]{32}:[0-9a-f]{32}");
        }
    }

    @Test
    void thatThereIsNoAnswerIsKeptTooButNotForLong() {
        ResultCache cache =
                cache(CacheSettings.builder().negativeTtl(Duration.ofMillis(150)).build());
        for (int k = 0; k < 3; k++) {
            assertThat(cache.get(key("u", 1), this::nothing)).isNull();
        }
        assertThat(computed).hasValue(1);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (computed.get() == 1 && System.nanoTime() < end) {
            cache.get(key("u", 1), this::nothing);
        }
        assertThat(computed).hasValue(2);
    }

    private byte[] nothing() {
        computed.incrementAndGet();
        return null;
    }

    @Test
    void fiveHundredWhoAskAtOnceCostOneComputation() throws Exception {
        ResultCache cache = cache();
        var start = new CountDownLatch(1);
        var tasks = new ArrayList<Callable<byte[]>>();
        for (int k = 0; k < 500; k++) {
            tasks.add(
                    () ->
                            cache.get(
                                    key("u", 1),
                                    () -> {
                                        await(start);
                                        return answer("one");
                                    }));
        }
        var pool = Executors.newFixedThreadPool(50);
        try {
            var futures = tasks.stream().map(pool::submit).toList();
            start.countDown();
            for (var future : futures) {
                assertThat(future.get()).asString().isEqualTo("one");
            }
        } finally {
            pool.shutdown();
        }
        assertThat(computed).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFailingComputationFailsForItsCallersAndKeepsNothing() {
        ResultCache cache = cache();
        assertThatThrownBy(
                        () ->
                                cache.get(
                                        key("u", 1),
                                        () -> {
                                            throw new IllegalStateException("model is broken");
                                        }))
                .hasMessage("model is broken");
        assertThat(cache.get(key("u", 1), () -> answer("good"))).asString().isEqualTo("good");
    }

    @Test
    void whatIsPutIsThereAndWhatIsForgottenIsGone() {
        ResultCache cache = cache();
        for (int k = 0; k < 5; k++) {
            cache.put(key("u*", k), answer("of u " + k));
            cache.put(key("u", k), answer("of v " + k));
        }
        computed.set(0);
        assertThat(cache.get(key("u*", 3), () -> answer("new"))).asString().isEqualTo("of u 3");
        assertThat(cache.forget(project, "u*")).isEqualTo(5);
        assertThat(cache.get(key("u*", 3), () -> answer("new"))).asString().isEqualTo("new");
        assertThat(cache.get(key("u", 3), () -> answer("new"))).asString().isEqualTo("of v 3");
        assertThat(cache.forget(project, "nobody")).isZero();
    }

    @Test
    void theBudgetIsKept() {
        ResultCache cache = cache(CacheSettings.builder().budget(100_000).largest(50_000).build());
        for (int k = 0; k < 100; k++) {
            cache.put(key("u", k), new byte[10_000]);
        }
        assertThat(cache.stats().bytes()).isBetween(50_000L, 100_000L);
        cache.put(key("u", 1000), new byte[50_001]);
        assertThat(cache.stats().refused()).isPositive();
        assertThat(cache.get(key("u", 1000), () -> answer("not kept"))).hasSize(8);
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> CacheSettings.builder().ttl(Duration.ZERO).build())
                .hasMessageContaining("ttl must be at least 1 ms");
        assertThatThrownBy(() -> CacheSettings.builder().budget(0).build())
                .hasMessageContaining("budget");
        assertThatThrownBy(() -> new CacheKey("a b", "u", 1, 1, new HistoryVersion(0, 0), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
