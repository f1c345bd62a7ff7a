package dev.kindred.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.baseline.Popular;
import dev.kindred.baseline.PopularConfig;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.Interaction;
import dev.kindred.internal.Beta;
import dev.kindred.model.FitContext;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExplorationTest {
    /** 20 items that 30 users have, 10 that nobody has yet. */
    private static Dataset data() {
        var log = new ArrayList<Interaction>();
        for (int user = 0; user < 30; user++) {
            for (int item = 0; item < 20; item++) {
                log.add(Interaction.of("u" + user, "old" + item, 1));
            }
        }
        var items = new Attributes.Builder();
        for (int item = 0; item < 10; item++) {
            items.put("new" + item, "title", "New " + item);
        }
        return new DatasetBuilder().itemAttributes(items.build()).build(log);
    }

    private static Recommender around(int slots, long seed, long day) {
        Dataset data = data();
        Recommender inner =
                Recommender.of(
                        new Popular(PopularConfig.builder().build())
                                .fit(data, new FitContext(1, 1)));
        return Exploration.around(
                inner, Exploration.Trials.of(data), slots, 10, seed, day, List.of());
    }

    private static RankedItems list(Recommender recommender, String user, int n) {
        return recommender.recommend(new Query(user, History.EMPTY, Set.of("new3"), n));
    }

    private static List<String> explored(RankedItems list) {
        return list.entries().stream()
                .filter(one -> one.source().equals(Exploration.SOURCE))
                .map(one -> list.items().id(one.row()))
                .toList();
    }

    @Test
    void newItemsGetTheirPlacesButNeverTheFirst() {
        Recommender recommender = around(2, 1, 20_000);
        RankedItems list = list(recommender, "u1", 10);
        assertThat(list.ids()).hasSize(10).doesNotHaveDuplicates().doesNotContain("new3");
        assertThat(explored(list)).hasSize(2).allMatch(id -> id.startsWith("new"));
        // every 5th place
        assertThat(list.entries().get(4).source()).isEqualTo(Exploration.SOURCE);
        assertThat(list.entries().get(9).source()).isEqualTo(Exploration.SOURCE);
        for (int n = 2; n < 8; n++) {
            assertThat(list(recommender, "u1", n).entries().get(0).source()).isEqualTo("popular");
            assertThat(list(recommender, "u1", n).ids()).hasSize(n);
        }
    }

    @Test
    void theSameUserAndDaySeeTheSameOthersOthers() {
        assertThat(list(around(2, 1, 7), "u1", 10)).isEqualTo(list(around(2, 1, 7), "u1", 10));
        var seen = new HashSet<List<String>>();
        for (int day = 0; day < 10; day++) {
            seen.add(explored(list(around(2, 1, day), "u1", 10)));
            seen.add(explored(list(around(2, 1, 7), "u" + day, 10)));
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }

    @Test
    void itIsOffWithoutPlaces() {
        assertThat(explored(list(around(0, 1, 1), "u1", 10))).isEmpty();
    }

    @Test
    void whatSucceedsIsShownMoreOften() {
        Dataset data = data();
        double[] all = new double[data.items().size()];
        double[] liked = new double[all.length];
        java.util.Arrays.fill(all, 100);
        int good = data.items().row("new1");
        int bad = data.items().row("new2");
        all[good] = 50;
        liked[good] = 45;
        all[bad] = 50;
        liked[bad] = 5;
        var trials = new Exploration.Trials(all, liked);
        int goods = 0;
        for (int day = 0; day < 200; day++) {
            Recommender inner = around(0, 1, 1);
            Recommender one = Exploration.around(inner, trials, 1, 60, 1, day, List.of());
            goods += explored(list(one, "u", 5)).equals(List.of("new1")) ? 1 : 0;
        }
        assertThat(goods).isGreaterThan(195);
    }

    @Test
    void betaSamplesHaveTheMeanAndVarianceOfTheirDistribution() {
        var random = new SplittableRandom(5);
        for (double[] ab : new double[][] {{2, 6}, {.5, .5}, {30, 10}}) {
            double a = ab[0];
            double b = ab[1];
            double sum = 0;
            double squares = 0;
            for (int k = 0; k < 40_000; k++) {
                double x = Beta.sample(a, b, random);
                sum += x;
                squares += x * x;
            }
            double mean = sum / 40_000;
            assertThat(mean).isCloseTo(a / (a + b), within(.01));
            assertThat(squares / 40_000 - mean * mean)
                    .isCloseTo(a * b / ((a + b) * (a + b) * (a + b + 1)), within(.005));
        }
    }
}
