package dev.kindred.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Events.HistoryVersion;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The parts that depend on time, with a clock moved by hand. */
class CachePartsTest {
    private final AtomicLong time = new AtomicLong(1_000_000);

    private void forwardMillis(long millis) {
        time.addAndGet(millis * 1_000_000);
    }

    @Test
    void theBreakerOpensAfterThreeFailuresInARowOnly() {
        var breaker = new Breaker(time::get);
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.isOpen()).isFalse();
        breaker.failed();
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void anOpenBreakerLetsOneTryAfterAPauseThatDoublesUpToSixteenSeconds() {
        var breaker = new Breaker(time::get);
        for (int k = 0; k < 3; k++) {
            breaker.failed();
        }
        for (long pause : new long[] {500, 1000, 2000, 4000, 8000, 16_000, 16_000}) {
            forwardMillis(pause - 1);
            assertThat(breaker.allows()).as("before %d ms", pause).isFalse();
            forwardMillis(1);
            assertThat(breaker.allows()).as("after %d ms", pause).isTrue();
            assertThat(breaker.allows()).as("a second one").isFalse();
            breaker.failed();
        }
        forwardMillis(16_000);
        assertThat(breaker.allows()).isTrue();
        breaker.succeeded();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void bytesCountForTheTtlAndThenNoMore() {
        time.set(0);
        var window = new ByteWindow(2000, time::get); // slices of 100
        assertThat(window.add(60, 100)).isTrue();
        time.set(1000);
        assertThat(window.add(50, 100)).as("60 + 50 > 100").isFalse();
        assertThat(window.add(40, 100)).isTrue();
        time.set(2000);
        assertThat(window.total()).as("all of the first slice may be there").isEqualTo(100);
        time.set(2100);
        assertThat(window.total()).isEqualTo(40);
        time.set(1_000_000);
        assertThat(window.total()).isZero();
    }

    @Test
    void anEntryInMemoryIsKeptForItsTtlLessATenthAtMost() {
        var settings = CacheSettings.builder().ttl(Duration.ofSeconds(10)).build();
        try (var cache = new MemoryCache(settings, time::get)) {
            var key = new CacheKey("p", "u", 1, 1, new HistoryVersion(0, 0), "");
            cache.put(key, new byte[] {1});
            forwardMillis(8_999);
            assertThat(cache.get(key, () -> new byte[] {2})).containsExactly(1);
            forwardMillis(1_001);
            assertThat(cache.get(key, () -> new byte[] {2})).containsExactly(2);
        }
    }

    @Test
    void answersThatMadeRoomForOthersAreCounted() {
        var settings = CacheSettings.builder().budget(100_000).build();
        try (var cache = new MemoryCache(settings, time::get)) {
            for (int k = 0; k < 100; k++) { // of which 9 fit
                var key = new CacheKey("p", "u" + k, 1, 1, new HistoryVersion(0, 0), "");
                cache.put(key, new byte[10_000]);
            }
            assertThat(cache.stats().bytes()).isLessThanOrEqualTo(100_000);
            assertThat(cache.stats().budget()).isEqualTo(100_000);
            assertThat(cache.stats().evicted()).isEqualTo(91);
            cache.forget("p", "u99");
            assertThat(cache.stats().evicted()).as("no eviction").isEqualTo(91);
        }
    }

    @Test
    void anEnvelopeOpensUnderItsOwnKeyOnly() {
        byte[] entry = Envelope.wrap("k", new byte[] {1, 2});
        assertThat(Envelope.isGenuine("k", entry)).isTrue();
        assertThat(Envelope.open(entry)).containsExactly(1, 2);
        assertThat(Envelope.isGenuine("other", entry)).isFalse();
        byte[] none = Envelope.wrap("k", null);
        assertThat(Envelope.isGenuine("k", none)).isTrue();
        assertThat(Envelope.open(none)).isNull();
        assertThat(Envelope.open(Envelope.wrap("k", new byte[0]))).isEmpty();
        for (int bit = 0; bit < entry.length * 8; bit++) {
            byte[] bad = entry.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Envelope.isGenuine("k", bad)).as("bit %d", bit).isFalse();
        }
    }
}
