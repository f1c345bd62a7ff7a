package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Job.State;
import dev.kindred.store.sql.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL. */
class SharedStoreTest {
    @TempDir Path folder;
    private final TestClock clock = new TestClock();
    private Store first;
    private Store second;

    @BeforeEach
    void openTwice() {
        String url = Engine.POSTGRESQL.newUrl();
        first = Stores.open(url, folder.resolve("1"), clock);
        second = Stores.open(url, folder.resolve("2"), clock);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private static Jobs jobs(Store store) {
        return store.project(Store.DEFAULT_PROJECT).jobs();
    }

    @Test
    void jobsOfALivingServerGoOnAndThoseOfAnEndedOneAreInterrupted() {
        Job job = jobs(first).submit("train", "{}", 9);
        jobs(first).claim("train");
        assertThat(jobs(second).failInterrupted()).isZero();
        assertThat(jobs(first).failInterrupted()).isZero();
        assertThat(jobs(second).get(job.id()).state()).isEqualTo(State.RUNNING);
        first.close();
        assertThat(jobs(second).failInterrupted()).isEqualTo(1);
        assertThat(jobs(second).get(job.id()).state()).isEqualTo(State.FAILED);
        assertThat(jobs(second).get(job.id()).message()).contains("interrupted");
    }

    @Test
    void aServerWithoutASignOfLifeForALeaseCountsAsDead() {
        Job job = jobs(first).submit("train", "{}", 9);
        jobs(first).claim("train");
        clock.forward(Jobs.LEASE - 1);
        assertThat(jobs(second).failInterrupted()).isZero();
        clock.forward(1);
        assertThat(jobs(second).failInterrupted()).isEqualTo(1);
        assertThat(jobs(second).get(job.id()).state()).isEqualTo(State.FAILED);
    }

    @Test
    void aRequestThatAnEndedServerWasToAnswerMayBeSentAgain() {
        Idempotency here = first.project(Store.DEFAULT_PROJECT).idempotency();
        Idempotency there = second.project(Store.DEFAULT_PROJECT).idempotency();
        here.begin("k", "h");
        here.begin("done", "h");
        here.complete("done", 200, "t", new byte[1]);
        assertThat(there.begin("k", "h").outcome()).isEqualTo(Idempotency.Outcome.IN_PROGRESS);
        first.close();
        assertThat(there.begin("k", "h").outcome()).isEqualTo(Idempotency.Outcome.NEW);
        assertThat(there.begin("k", "h").outcome()).isEqualTo(Idempotency.Outcome.IN_PROGRESS);
        assertThat(there.begin("done", "h").outcome()).isEqualTo(Idempotency.Outcome.REPLAY);
    }

    @Test
    void eachJobIsClaimedByOneServerAndNoneIsLeft() throws Exception {
        for (int k = 0; k < 40; k++) {
            jobs(k % 2 == 0 ? first : second).submit("train", "{}", 100);
        }
        var claims = new ArrayList<Callable<List<String>>>();
        for (Store store : List.of(first, second)) {
            for (int t = 0; t < 4; t++) {
                claims.add(() -> claimAll(jobs(store)));
            }
        }
        var claimed = new HashSet<String>();
        var pool = Executors.newFixedThreadPool(claims.size());
        try {
            for (var future : pool.invokeAll(claims)) {
                future.get().forEach(id -> assertThat(claimed.add(id)).isTrue());
            }
        } finally {
            pool.shutdown();
        }
        assertThat(claimed).hasSize(40);
    }

    private static List<String> claimAll(Jobs jobs) {
        var ids = new ArrayList<String>();
        for (Job job = jobs.claim("train"); job != null; job = jobs.claim("train")) {
            ids.add(job.id());
        }
        return ids;
    }

    @Test
    void oneServerSeesAtOnceWhatTheOtherWrote() {
        Project here = first.project(Store.DEFAULT_PROJECT);
        Project there = second.project(Store.DEFAULT_PROJECT);
        Freshness before = here.freshness("u");
        there.events().append(List.of(Event.of("u", "i", "view", 1, 1)), WriteMode.ADD);
        assertThat(here.freshness("u").history()).isNotEqualTo(before.history());
        there.items().put(List.of(ItemRecord.of("i", "t")));
        assertThat(here.freshness("u").catalogue()).isEqualTo(before.catalogue() + 1);
    }

    @Test
    void writesToManyProjectsFromBothSidesDoNotBlockEachOther() throws Exception {
        for (int k = 0; k < 4; k++) {
            first.projects().create("p" + k, "p");
        }
        var writers = new ArrayList<Callable<Integer>>();
        for (Store store : List.of(first, second)) {
            for (int t = 0; t < 8; t++) {
                int start = t;
                writers.add(() -> write(store, start));
            }
        }
        var pool = Executors.newFixedThreadPool(writers.size());
        try {
            for (var future : pool.invokeAll(writers)) {
                assertThat(future.get()).isEqualTo(40);
            }
        } finally {
            pool.shutdown();
        }
        long stored = 0;
        for (int k = 0; k < 4; k++) {
            stored += second.project("p" + k).events().count();
        }
        assertThat(stored).isEqualTo(16 * 40);
    }

    private static int write(Store store, int start) {
        int done = 0;
        for (int k = 0; k < 40; k++) {
            Project project = store.project("p" + (start + k) % 4);
            Event event = Event.of("u", "i", "view", 1, k);
            done += project.events().append(List.of(event), WriteMode.ADD).accepted();
        }
        return done;
    }
}
