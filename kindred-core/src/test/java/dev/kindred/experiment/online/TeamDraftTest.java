package dev.kindred.experiment.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.online.Interleaved.Team;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamDraftTest {
    /** All outcomes with their chances, over all coins. */
    private static Map<String, Double> outcomes(List<String> a, List<String> b, int n) {
        var chances = new HashMap<String, Double>();
        for (int coins = 0; coins < 1 << n; coins++) {
            int tosses = coins;
            Interleaved list = TeamDraft.interleave(a, b, n, round -> (tosses >> round & 1) == 0);
            chances.merge(list.items() + " " + list.teams(), 1.0 / (1 << n), Double::sum);
        }
        return chances;
    }

    @Test
    void outcomesHaveTheirExactChances() {
        assertThat(outcomes(List.of("1", "2"), List.of("2", "3"), 3))
                .containsOnly(
                        Map.entry("[1, 2, 3] [A, B, B]", .5), Map.entry("[2, 1, 3] [B, A, B]", .5));
        assertThat(outcomes(List.of("1", "2"), List.of("3", "4"), 3))
                .containsOnly(
                        Map.entry("[1, 3, 2] [A, B, A]", .25),
                        Map.entry("[1, 3, 4] [A, B, B]", .25),
                        Map.entry("[3, 1, 2] [B, A, A]", .25),
                        Map.entry("[3, 1, 4] [B, A, B]", .25));
        assertThat(outcomes(List.of("1", "2", "3"), List.of("2", "3", "1"), 3))
                .hasSize(4)
                .allSatisfy((outcome, chance) -> assertThat(chance).isEqualTo(.25));
    }

    @Test
    void aListCanBeMadeAgainAndGoesOnOnItsSecondPage() {
        var draft = new TeamDraft("menu");
        List<String> a = IntStream.range(0, 30).mapToObj(k -> "i" + k).toList();
        List<String> b = IntStream.range(0, 30).mapToObj(k -> "i" + (k * 7 + 3) % 40).toList();
        for (int request = 0; request < 50; request++) {
            Interleaved first = draft.interleave(a, b, 10, "r" + request);
            Interleaved both = draft.interleave(a, b, 20, "r" + request);
            assertThat(both.items().subList(0, 10)).isEqualTo(first.items());
            assertThat(both.teams().subList(0, 10)).isEqualTo(first.teams());
            assertThat(both.items()).doesNotHaveDuplicates().hasSize(20);
            // nobody is ahead by more than one
            long picksOfA = both.teams().stream().filter(team -> team == Team.A).count();
            assertThat(picksOfA).isEqualTo(10);
        }
    }

    @Test
    void aRankerWithoutItemsLeavesTheRestToTheOther() {
        var draft = new TeamDraft("menu");
        Interleaved list = draft.interleave(List.of("1"), List.of("2", "3", "4"), 10, "r");
        assertThat(list.items()).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(draft.interleave(List.of(), List.of(), 3, "r").items()).isEmpty();
        assertThat(draft.interleave(List.of("1"), List.of("2"), 0, "r").items()).isEmpty();
    }

    @Test
    void aBeginningInCommonIsNobodys() {
        var draft = new TeamDraft("menu");
        Interleaved list =
                draft.interleaveAfterCommonStart(
                        List.of("1", "2", "3"), List.of("1", "2", "4"), 4, "r");
        assertThat(list.items().subList(0, 2)).containsExactly("1", "2");
        assertThat(list.teams().subList(0, 2)).containsOnly(Team.NEITHER);
        assertThat(list.items().subList(2, 4)).containsExactlyInAnyOrder("3", "4");
        assertThat(list.credit("3")).isEqualTo(Team.A);
        assertThat(list.credit("1")).isEqualTo(Team.NEITHER);
        assertThat(list.credit("unknown")).isEqualTo(Team.NEITHER);
    }

    @ParameterizedTest
    @CsvSource({
        "60, 40, 20, .083333, .056888",
        "550, 450, 300, .0384615, .00173054",
        "30, 10, 5, .222222, .00222143"
    })
    void signTests(long a, long b, long ties, double delta, double p) {
        Preference found = Preference.of(a, b, ties);
        assertThat(found.delta()).isCloseTo(delta, within(5e-7));
        assertThat(found.p()).isCloseTo(p, within(5e-7));
        assertThat(found.low()).isLessThan(found.delta());
        assertThat(found.high()).isGreaterThan(found.delta());
        assertThat(found.sequentialP()).as("more careful").isGreaterThan(found.p());
        Preference mirrored = Preference.of(b, a, ties);
        assertThat(mirrored.delta()).isCloseTo(-delta, within(5e-7));
        assertThat(mirrored.sequentialP()).isCloseTo(found.sequentialP(), within(1e-12));
    }

    @Test
    void sequentialEvidenceIsThatOfAnEvenMixture() {
        // 3 to 1: 1 / (16 B(4, 2)) = 20 / 16 -> at most 1; 8 to 0: 9 / 256
        assertThat(Preference.of(3, 1, 0).sequentialP()).isEqualTo(1);
        assertThat(Preference.of(8, 0, 5).sequentialP()).isCloseTo(9 / 256.0, within(1e-12));
        assertThat(Preference.of(0, 0, 0).p()).isEqualTo(1);
        assertThat(Preference.of(0, 0, 7).delta()).isZero();
        assertThatThrownBy(() -> Preference.of(-1, 0, 0)).hasMessageContaining("winsA");
    }

    @Test
    void everyUserHasOneVote() {
        var votes = new Preference.Votes();
        for (int click = 0; click < 100; click++) {
            votes.credit("fan", Team.A);
        }
        votes.credit("u1", Team.B);
        votes.credit("u2", Team.B);
        votes.credit("u2", Team.A);
        votes.credit("u3", Team.NEITHER);
        assertThat(votes.preference()).isEqualTo(Preference.of(1, 1, 2));
    }

    @Test
    void theBetterRankerIsFoundAndEqualOnesAreNot() {
        var random = new SplittableRandom(5);
        List<String> good = IntStream.range(0, 20).mapToObj(k -> "i" + k).toList();
        var bad = new ArrayList<>(good);
        java.util.Collections.reverse(bad);
        assertThat(preference(good, bad, random).p()).isLessThan(1e-6);
        assertThat(preference(good, bad, random).delta()).isPositive();
        Preference same = preference(good, good, random);
        assertThat(same.low()).isLessThanOrEqualTo(0);
        assertThat(same.high()).isGreaterThanOrEqualTo(0);
    }

    /** Users who click the lower numbers more. */
    private static Preference preference(List<String> a, List<String> b, SplittableRandom random) {
        var draft = new TeamDraft("sim");
        var votes = new Preference.Votes();
        for (int user = 0; user < 500; user++) {
            Interleaved list = draft.interleave(a, b, 10, "u" + user);
            for (String item : list.items()) {
                if (random.nextDouble() < 1 / (2.0 + Integer.parseInt(item.substring(1)))) {
                    votes.credit("u" + user, list.credit(item));
                }
            }
        }
        return votes.preference();
    }
}
