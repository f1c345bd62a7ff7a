package dev.kindred.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DemographicTest extends AlgorithmContract {
    private static final Offset<Float> EXACT = within(1e-6f);

    @Override
    protected Algorithm<?> algorithm() {
        return new Demographic(DemographicConfig.builder().minUsers(1).build());
    }

    @Override
    protected boolean personalised() {
        return false;
    }

    private static History somebody(String field, String... values) {
        return History.EMPTY.withAttributes(AttributeRow.of(Map.of(field, List.of(values))));
    }

    private static DemographicModel fit(Dataset data, int minUsers, double shrinkage, int buckets) {
        var config =
                DemographicConfig.builder()
                        .minUsers(minUsers)
                        .shrinkage(shrinkage)
                        .buckets(buckets)
                        .build();
        return new Demographic(config).fit(data, new FitContext(1, 2));
    }

    /** 40 users: the first 20 are from "Oslo" and have x, the others have y and no attribute. */
    private static Dataset oslo() {
        var triples = new StringBuilder();
        var cities = new Attributes.Builder();
        for (int user = 0; user < 40; user++) {
            triples.append("u%d %s 1 ".formatted(user, user < 20 ? "x" : "y"));
            if (user < 20) {
                cities.put("u" + user, "city", user % 2 == 0 ? "Oslo" : " oslo");
            }
        }
        return Datasets.of(triples.toString()).withAttributes(cities.build(), Attributes.NONE);
    }

    @Test
    void aGroupIsPulledTowardsTheWhole() {
        // x: p = 20/40; the group's share is 1; correction (1 - .5) * 20 / (20 + 20) = .25
        // y: p = 20/40; the group's share is 0; correction -.25
        DemographicModel model = fit(oslo(), 20, 20, 5);
        assertThat(scores(model, somebody("city", "OSLO"))).containsExactly(.75f, .25f);
        assertThat(scores(model, somebody("city", "Rome"))).containsExactly(.5f, .5f);
        assertThat(scores(model, History.EMPTY)).containsExactly(.5f, .5f);
        assertThat(model.confidence(somebody("city", "Oslo").attributes())).isEqualTo(.5);
        assertThat(model.confidence(AttributeRow.NONE)).isZero();
    }

    @Test
    void aGroupOfTooFewUsersIsNotUsed() {
        DemographicModel model = fit(oslo(), 21, 20, 5);
        assertThat(scores(model, somebody("city", "Oslo"))).containsExactly(.5f, .5f);
        var out = new Tensors();
        model.save(out);
        assertThat(out.ints("model.groups.users")).as("nothing of it is kept").isEmpty();
    }

    @Test
    void twoAttributesThatSayTheSameCountOnceAndABit() {
        Dataset once = oslo();
        var both = new Attributes.Builder();
        for (int user = 0; user < 20; user++) {
            both.put("u" + user, "city", "Oslo").put("u" + user, "country", "Norway");
        }
        DemographicModel model = fit(once.withAttributes(both.build(), Attributes.NONE), 1, 20, 5);
        var row = AttributeRow.of(Map.of("city", List.of("Oslo"), "country", List.of("Norway")));
        // (20 + 20) b + 20 b = 20 * .5  ->  b = 1/6 each: .5 + 1/3, not .5 + .5
        assertThat(scores(model, History.EMPTY.withAttributes(row))[0])
                .isCloseTo((float) (.5 + 1 / 3.0), EXACT);
    }

    @Test
    void numbersAreCutIntoRangesOfEnoughUsers() {
        // ages 10, 11, ..., 29 of 20 users, 4 ranges: 5 users each, from 10, 15, 20, 25
        var triples = new StringBuilder();
        var ages = new Attributes.Builder();
        for (int user = 0; user < 20; user++) {
            triples.append("u%d i%d 1 ".formatted(user, user / 5));
            ages.put("u" + user, "age", String.valueOf(10 + user));
        }
        Dataset data =
                Datasets.of(triples.toString()).withAttributes(ages.build(), Attributes.NONE);
        DemographicModel model = fit(data, 2, 5, 4);
        for (String[] one :
                new String[][] {{"9", "0"}, {"14", "0"}, {"15", "1"}, {"24.9", "2"}, {"99", "3"}}) {
            float[] scores = scores(model, somebody("age", one[0]));
            int best = Integer.parseInt(one[1]);
            // p = 1/4, (1 - 1/4) * 5 / (5 + 5) = .375
            assertThat(scores[best]).as("age %s", one[0]).isCloseTo(.625f, EXACT);
        }
        assertThat(scores(model, somebody("age", "old"))).containsOnly(.25f);
        Explanation why = model.explain(somebody("age", "17"), 1);
        assertThat(why.terms())
                .containsExactly(new Explanation.Term("age", "from 15 to below 20", .375));
        assertThat(model.explain(somebody("age", "3"), 0).terms().get(0).text())
                .isEqualTo("below 15");
        assertThat(model.explain(somebody("age", "30"), 0).terms().get(0).text())
                .isEqualTo("from 25");
    }

    @Test
    void theLastRangeOfTooFewJoinsTheOneBefore() {
        Dataset data = Datasets.of("a x 1 b x 1 c x 1 d x 1 e y 1");
        var ages = new Attributes.Builder();
        String[] years = {"1", "1", "2", "2", "3"};
        for (int user = 0; user < 5; user++) {
            ages.put(data.users().id(user), "age", years[user]);
        }
        var out = new Tensors();
        fit(data.withAttributes(ages.build(), Attributes.NONE), 2, 1, 10).save(out);
        assertThat(out.ints("model.groups.users")).containsExactly(2, 3);
    }

    /** Gauss-Seidel on the regression of one item, as slow as it is plain. */
    @Test
    void effectsMinimiseThePenalisedSquares() {
        Dataset plain = Datasets.random(4, 60, 15, 500);
        var random = new SplittableRandom(4);
        var table = new Attributes.Builder();
        for (String user : plain.users().ids()) {
            table.put(user, "gender", random.nextBoolean() ? "f" : "m");
            table.put(user, "tags", "t" + random.nextInt(4), "t" + random.nextInt(4));
        }
        Dataset data = plain.withAttributes(table.build(), Attributes.NONE);
        DemographicModel model = fit(data, 1, 7, 5);
        String[] names = {"gender f", "gender m", "tags t0", "tags t1", "tags t2", "tags t3"};
        int users = data.users().size();
        boolean[][] in = new boolean[users][names.length];
        for (int user = 0; user < users; user++) {
            for (int g = 0; g < names.length; g++) {
                String[] words = names[g].split(" ");
                in[user][g] = data.userAttributes().values(user, words[0]).contains(words[1]);
            }
        }
        for (int item = 0; item < data.items().size(); item++) {
            double share = data.byItem().size(item) / (double) users;
            double[] b = new double[names.length];
            for (int round = 0; round < 500; round++) {
                for (int g = 0; g < b.length; g++) {
                    double up = 0;
                    double down = 7;
                    for (int user = 0; user < users; user++) {
                        if (in[user][g]) {
                            double rest = data.history(user).find(item) >= 0 ? 1 - share : -share;
                            for (int h = 0; h < b.length; h++) {
                                rest -= h != g && in[user][h] ? b[h] : 0;
                            }
                            up += rest;
                            down++;
                        }
                    }
                    b[g] = up / down;
                }
            }
            for (int user = 0; user < users; user++) {
                double expected = share;
                for (int g = 0; g < b.length; g++) {
                    expected += in[user][g] ? b[g] : 0;
                }
                assertThat(scores(model, data.history(user))[item])
                        .isCloseTo((float) expected, within(1e-5f));
            }
        }
    }

    @Test
    void heldOutUsersAreRecommendedByTheirAttributes() {
        var table = new Attributes.Builder();
        Dataset tastes = Datasets.twoTastes(40);
        tastes.users().ids().forEach(user -> table.put(user, "kind", kind(user)));
        Dataset data = tastes.withAttributes(table.build(), Attributes.NONE);
        Split split = Splitters.coldUsers(.2).split(data, 1).get(0);
        DemographicModel model = fit(split.train(), 5, 1, 5);
        split.test()
                .users()
                .forEach(
                        user -> {
                            float[] scores = scores(model, user.history());
                            for (int item = 0; item < scores.length; item++) {
                                String id = model.items().id(item);
                                boolean mine = kind("u" + id.substring(1)).equals(kind(user.id()));
                                assertThat(scores[item] > .5f).isEqualTo(mine);
                            }
                        });
    }

    private static String kind(String user) {
        return Integer.parseInt(user.substring(1)) % 2 == 0 ? "even" : "odd";
    }

    @Test
    void onlyTheNamedFieldsAreUsed() {
        var config = DemographicConfig.builder().minUsers(1).fields("age").build();
        assertThatThrownBy(() -> new Demographic(config).fit(oslo(), new FitContext(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no attribute \"age\"")
                .hasMessageContaining("city");
    }
}
