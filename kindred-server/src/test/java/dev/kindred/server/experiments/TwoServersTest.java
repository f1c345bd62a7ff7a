package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over one PostgreSQL run one experiment. */
class TwoServersTest {
    private static final int USERS = 60;

    @TempDir Path folder;

    @Test
    void assignmentsCountsAndTheEndAreThoseOfBoth() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            String address =
                    "postgresql://postgres:postgres@localhost:%d/postgres"
                            .formatted(postgres.getPort());
            var first = new Lab(folder.resolve("first"), address);
            var second = new Lab(folder.resolve("second"), address);
            try {
                first.filled();
                first.start(
                        "{\"id\":\"both\",\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"metrics\":[\"click-rate\",\"conversion\"]}");
                await(() -> second.list("probe").has("experiment"), "the other server starts it");

                inBoth(first, second, (lab, user) -> clickedList(lab, user));
                JsonNode here = first.results("both");
                JsonNode there = second.results("both");
                assertThat(Lab.units(here)).isEqualTo(Lab.units(there));
                long units = Lab.units(here).values().stream().mapToLong(k -> k).sum();
                assertThat(units).as("each user once, and the probe").isEqualTo(USERS + 1);
                assertThat(here.get("crossovers").asInt()).isZero();
                // every user clicked once at each server, on lists of 4 from each
                JsonNode rate = Lab.metric(here, "click-rate");
                assertThat(rate).isEqualTo(Lab.metric(there, "click-rate"));
                assertThat(Lab.metric(here, "conversion").at("/arms/0/mean").asDouble())
                        .isGreaterThan(0.95);

                Lab.ok(second.server().post("/v1/experiments/both:stop", "{}"), 200);
                await(() -> !first.list("u0").has("experiment"), "the other server stops it");
            } finally {
                second.close();
                first.close();
            }
        }
    }

    private static void clickedList(Lab lab, String user) {
        JsonNode list = lab.list(user);
        assertThat(Lab.variant(list)).isNotEmpty();
        lab.event(user, list, "click", true);
    }

    /** What is done with every user at a server. */
    private interface Visit {
        void of(Lab lab, String user);
    }

    private static void inBoth(Lab first, Lab second, Visit visit) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            var visits = new ArrayList<Future<?>>();
            for (Lab lab : List.of(first, second)) {
                visits.add(
                        threads.submit(
                                () -> {
                                    for (int k = 0; k < USERS; k++) {
                                        visit.of(lab, "u" + k);
                                    }
                                }));
            }
            for (Future<?> one : visits) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition, String what) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
        }
    }
}
