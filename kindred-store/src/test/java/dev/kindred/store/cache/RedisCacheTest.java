package dev.kindred.store.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Events.HistoryVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Redis stopped, slow, and full of junk. */
class RedisCacheTest {
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final byte[] ANSWER = "answer".getBytes(StandardCharsets.UTF_8);

    private RealRedis redis;
    private RedisCache cache;
    private RedisClient behind;
    private int computed;

    @BeforeEach
    void start() {
        redis = new RealRedis();
        cache = new RedisCache(redis.url(), TIMEOUT, CacheSettings.builder().build());
        behind = redis.client();
    }

    @AfterEach
    void stop() {
        cache.close();
        behind.close();
        redis.close();
    }

    private static CacheKey key(long sequence) {
        return new CacheKey("p", "u", 1, 1, new HistoryVersion(sequence, 0), "");
    }

    private byte[] ask(long sequence) {
        return cache.get(
                key(sequence),
                () -> {
                    computed++;
                    return ANSWER;
                });
    }

    @Test
    void everyKeyEndsByItselfWithinTheHourAndNotAllAtOnce() {
        Set<Long> ends = new HashSet<>();
        for (int k = 0; k < 20; k++) {
            ask(k);
        }
        for (String key : behind.keys("*")) {
            long left = behind.pttl(key);
            assertThat(left).isBetween(3_000_000L, 3_600_000L); // an hour less up to a tenth
            ends.add(left / 1000);
        }
        assertThat(behind.dbSize()).isEqualTo(20);
        assertThat(ends).as("seconds left").hasSizeGreaterThan(10);
    }

    @Test
    void junkAndOthersEntriesAreMissesAndRemoved() {
        ask(1);
        ask(2);
        String first = key(1).text();
        byte[] name = first.getBytes(StandardCharsets.UTF_8);
        byte[] good = behind.get(name);
        byte[] other = behind.get(key(2).text().getBytes(StandardCharsets.UTF_8));
        byte[] flipped = good.clone();
        flipped[good.length - 1] ^= 1;
        byte[] turned = good.clone();
        turned[1] = 0; // "there is none"
        byte[][] junk = {
            new byte[0],
            {'K'},
            "garbage".getBytes(StandardCharsets.UTF_8),
            other,
            flipped,
            turned,
            Arrays.copyOf(good, good.length - 1),
            new byte[2000]
        };
        for (int k = 0; k < junk.length; k++) {
            behind.set(name, junk[k]);
            computed = 0;
            assertThat(ask(1)).isEqualTo(ANSWER);
            assertThat(computed).as("junk %d", k).isEqualTo(1);
            assertThat(cache.stats().poisoned()).isEqualTo(k + 1);
            assertThat(behind.get(name)).as("written anew").isEqualTo(good);
        }
    }

    @Test
    void anotherTypeUnderTheKeyIsAMissToo() {
        for (int k = 0; k < 5; k++) { // more than the failures that make it go away
            behind.lpush(key(k).text(), "a list");
            assertThat(ask(k)).isEqualTo(ANSWER);
            assertThat(ask(k)).isEqualTo(ANSWER);
        }
        assertThat(computed).isEqualTo(5);
        assertThat(cache.stats().poisoned()).isEqualTo(5);
        assertThat(cache.isUp()).isTrue();
    }

    @Test
    void aRedisWithoutMemoryLeftStillGivesWhatItHas() {
        ask(1);
        behind.configSet("maxmemory", "1");
        behind.configSet("maxmemory-policy", "noeviction");
        computed = 0;
        for (int k = 0; k < 20; k++) {
            assertThat(ask(k)).isEqualTo(ANSWER);
        }
        assertThat(computed).as("all but the one it has").isEqualTo(19);
        assertThat(cache.isUp()).isTrue();
    }

    @Test
    void aStoppedRedisCostsABoundedTimeAndIsFoundAgain() {
        ask(1);
        redis.stop();
        long start = System.nanoTime();
        for (int k = 0; k < 1000; k++) {
            assertThat(ask(k)).isEqualTo(ANSWER);
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        assertThat(spent).as("1,000 answers without Redis").isLessThan(Duration.ofSeconds(5));
        assertThat(cache.isUp()).isFalse();
        assertThat(cache.stats().failures()).isBetween(3L, 12L);

        redis.start();
        assertFoundAgain();
    }

    @Test
    @SuppressWarnings("deprecation") // sendCommand: the only way to CLIENT PAUSE
    void aSlowRedisCostsAFewTimeoutsAndIsFoundAgain() {
        ask(1);
        behind.sendCommand(Command.CLIENT, "PAUSE", "3000");
        long start = System.nanoTime();
        for (int k = 0; k < 1000; k++) {
            assertThat(ask(k)).isEqualTo(ANSWER);
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        // 3 time-outs of 200 ms until it is left alone, then one per try.
        assertThat(spent).isLessThan(Duration.ofSeconds(3));
        assertThat(cache.isUp()).isFalse();
        assertFoundAgain();
    }

    private void assertFoundAgain() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!cache.isUp() && System.nanoTime() < end) {
            ask(1);
        }
        assertThat(cache.isUp()).isTrue();
        ask(5000);
        computed = 0;
        ask(5000);
        assertThat(computed).as("from Redis again").isZero();
    }

    @Test
    void aRedisThatIsNotThereAtTheStartDoesNotMatter() {
        redis.stop();
        try (var early = new RedisCache(redis.url(), TIMEOUT, CacheSettings.builder().build())) {
            assertThat(early.get(key(1), () -> ANSWER)).isEqualTo(ANSWER);
            assertThat(early.forget("p", "u")).isZero();
        }
        redis.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h:1", "redis:", "redis://u:secret pw@h:1", "localhost:6379"})
    void aWrongAddressIsRefusedWithoutShowingThePassword(String url) {
        assertThatThrownBy(() -> new RedisCache(url, TIMEOUT, CacheSettings.builder().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
