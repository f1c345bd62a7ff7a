package dev.kindred.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.testkit.Datasets;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnboardingTest {
    private static final BitSet NONE = new BitSet();

    @Test
    void entropyIsThatByEqualCounts() {
        assertThat(Onboarding.entropy(new double[] {10, 10, 10, 10, 10}))
                .isCloseTo(1, within(1e-12));
        // -(.1 ln .1 + .9 ln .9) / ln 5
        assertThat(Onboarding.entropy(new double[] {0, 0, 0, 5, 45}))
                .isCloseTo(.201985, within(1e-6));
        assertThat(Onboarding.entropy(new double[] {0, 0, 0, 0, 50})).isZero();
    }

    @Test
    void anAnswerIsWorthItsEntropyIfTheItemIsKnown() {
        Dataset data = ratings();
        List<Onboarding.Question> all = Onboarding.of(data, 0).next(History.EMPTY, NONE, 9);
        // of two values, half each: H = 1; all 20 users know split, 10 know other
        assertThat(all)
                .filteredOn(one -> named(data, one, "split"))
                .allMatch(one -> one.score() == 1);
        assertThat(all).filteredOn(one -> named(data, one, "other")).hasSize(1);
        Onboarding.Question other = all.get(2);
        // 6 of 10 rate it 5, 4 rate it 1: -(.6 ln .6 + .4 ln .4) / ln 2 = .970951
        assertThat(other.score()).isCloseTo(.970951 / 2, within(1e-6));
    }

    private static boolean named(Dataset data, Onboarding.Question one, String id) {
        return data.items().id(one.item()).equals(id);
    }

    /** Everybody likes "loved"; "split" divides; "twin" is rated just as "split"; "rare" once. */
    private static Dataset ratings() {
        var triples = new StringBuilder();
        for (int user = 0; user < 20; user++) {
            int value = user % 2 == 0 ? 5 : 1;
            triples.append("u%d loved 5 u%d split %d ".formatted(user, user, value));
            triples.append("u%d twin %d ".formatted(user, value));
            triples.append(user < 10 ? "u%d other %d ".formatted(user, user % 4 < 2 ? 5 : 1) : "");
        }
        return Datasets.of(triples + "u0 rare 1");
    }

    private static List<String> ask(double diversity, History answers, BitSet skipped, int n) {
        Dataset data = ratings();
        return Onboarding.of(data, diversity).next(answers, skipped, n).stream()
                .map(question -> data.items().id(question.item()))
                .toList();
    }

    @Test
    void whatDividesIsAskedBeforeWhatEverybodyLikes() {
        assertThat(ask(0, History.EMPTY, NONE, 3)).containsExactly("split", "twin", "other");
    }

    @Test
    void whatTheSamePeopleKnowIsAskedLater() {
        // twin has all users in common with split: 1 - 1 = 0 is left; other .7071 of them
        assertThat(ask(1, History.EMPTY, NONE, 2)).containsExactly("split", "other");
    }

    @Test
    void nothingIsAskedTwice() {
        Dataset data = ratings();
        History answered = History.of(new int[] {data.items().row("split")}, new double[] {5});
        var skipped = new BitSet();
        skipped.set(data.items().row("twin"));
        assertThat(ask(0, answered, skipped, 9))
                .startsWith("other")
                .doesNotContain("split", "twin")
                .doesNotHaveDuplicates();
    }

    @Test
    void answersTurnTheQuestionsToPeopleWhoAnswerAlike() {
        // 30 lovers of "start" divide over "theirs", 30 haters over "ours"; as many know either
        var triples = new StringBuilder();
        for (int user = 0; user < 60; user++) {
            boolean lover = user < 30;
            triples.append("u%d start %d ".formatted(user, lover ? 5 : 1));
            triples.append(
                    "u%d %s %d ".formatted(user, lover ? "theirs" : "ours", user % 2 == 0 ? 5 : 1));
        }
        Dataset data = Datasets.of(triples.toString());
        int start = data.items().row("start");
        Onboarding onboarding = Onboarding.of(data, 0);
        for (int value : new int[] {5, 1}) {
            History answer = History.of(new int[] {start}, new double[] {value});
            Onboarding.Question next = onboarding.next(answer, NONE, 1).get(0);
            assertThat(data.items().id(next.item())).isEqualTo(value == 5 ? "theirs" : "ours");
            // 30 users of weight 1.5 of 30 * 1.5 + 30 / 1.5
            assertThat(next.known()).isCloseTo(45 / 65.0, within(1e-12));
        }
    }

    @Test
    void likesWithoutRatingsAreAskedByHowManyHaveThem() {
        Dataset data = Datasets.of("a x 1 b x 1 c x 1 d x 1 a y 1 b y 1 c z 1");
        List<Onboarding.Question> all = Onboarding.of(data, 0).next(History.EMPTY, NONE, 9);
        // y: 2 of 4: H 1; z: 1 of 4: -(.25 ln .25 + .75 ln .75) / ln 2; x: everybody has it, H 0
        assertThat(data.items().id(all.get(0).item())).isEqualTo("y");
        assertThat(all.get(0).score()).isCloseTo(1, within(1e-12));
        assertThat(all.get(1).score()).isCloseTo(.811278, within(1e-6));
    }
}
