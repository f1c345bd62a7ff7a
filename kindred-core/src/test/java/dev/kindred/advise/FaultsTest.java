package dev.kindred.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final long NOW = 1_700_000_000_000L;

    private static List<Finding> faults(InteractionLog log) {
        Dataset data = new DatasetBuilder().build(log);
        return Faults.of(DataProfile.of(log, data, NOW), data);
    }

    private static List<String> codes(InteractionLog log) {
        return faults(log).stream().map(Finding::code).toList();
    }

    /** 40 users x 40 items, ratings 1 to 5, nothing wrong. */
    private static InteractionLog clean() {
        var log = new InteractionLog();
        for (int user = 0; user < 40; user++) {
            for (int item = 0; item < 40; item++) {
                log.add(
                        "u" + user,
                        "i" + item,
                        "rating",
                        1 + (user + item) % 5,
                        NOW - 1000L * item);
            }
        }
        return log;
    }

    @Test
    void cleanDataHasNoFinding() {
        assertThat(faults(clean())).isEmpty();
    }

    @Test
    void repeatsAreFound() {
        InteractionLog log = clean();
        log.add("u1", "i1", "rating", 2, NOW);
        assertThat(faults(log))
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.code()).isEqualTo("duplicates");
                            assertThat(finding.text()).startsWith("1 of 1601 interactions");
                        });
    }

    @Test
    void timesInTheFutureAreFound() {
        InteractionLog log = clean();
        log.add("u1", "new", "rating", 2, NOW + 1);
        assertThat(codes(log)).contains("future");
    }

    @Test
    void usersWithOneValueForEverythingAreFound() {
        InteractionLog log = clean();
        for (int item = 0; item < 5; item++) {
            log.add("flat", "i" + item, "rating", 5, NOW);
        }
        assertThat(codes(log)).containsExactly("one-value-users");
    }

    @Test
    void oneValueForEverythingIsFound() {
        var log = new InteractionLog();
        log.add(Interaction.of("a", "x", 4));
        log.add(Interaction.of("b", "x", 4));
        log.add(Interaction.of("b", "y", 4));
        assertThat(codes(log)).contains("one-value", "few");
    }

    @Test
    void nothingAboveZeroIsAProblemAndComesFirst() {
        var log = new InteractionLog();
        log.add(Interaction.of("a", "x", -1));
        log.add(Interaction.of("b", "y", -2));
        assertThat(faults(log).get(0).code()).isEqualTo("no-likes");
        assertThat(faults(log).get(0).severity()).isEqualTo(Finding.Severity.PROBLEM);
    }

    @Test
    void idsThatLookAlikeAreFound() {
        InteractionLog log = clean();
        log.add("U1", "i1", "rating", 2, NOW);
        assertThat(faults(log))
                .anySatisfy(
                        finding -> {
                            assertThat(finding.code()).isEqualTo("look-alike-users");
                            assertThat(finding.text()).contains("\"u1\" and \"U1\"");
                        });
    }

    @Test
    void oneUserOrNoDataIsAProblem() {
        assertThat(codes(InteractionLog.of(Interaction.of("a", "x", 1)))).contains("one-sided");
        assertThat(codes(new InteractionLog())).contains("empty");
    }

    @Test
    void interactionsWithoutTimeAndEqualTimesAreFound() {
        var log = new InteractionLog();
        log.add("a", "x", "rating", 1, 5);
        log.add("b", "y", "rating", 2, 5);
        log.add("b", "x", "rating", 3, Interaction.NO_TIME);
        assertThat(codes(log)).contains("some-times", "one-time");
    }
}
