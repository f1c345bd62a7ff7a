package dev.kindred.eval;

import static dev.kindred.eval.Lists.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.data.TestSet.TestUser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupMetricsTest {
    private static final Attributes BRANDS =
            new Attributes.Builder()
                    .put("i0", "brand", "Acme")
                    .put("i1", "brand", "Acme", "Bolt")
                    .put("i2", "brand", "Bolt")
                    .put("i3", "title", "no brand")
                    .build();

    private static final Attributes GENDERS =
            new Attributes.Builder()
                    .put("anna", "gender", "f")
                    .put("eve", "gender", "f")
                    .put("tom", "gender", "m")
                    .build();

    private static final DataMetric.Data DATA =
            new DataMetric.Data(
                    Lists.data(new int[][] {{0, 1, 2, 3}}, Lists.ids(4), BRANDS).train(), GENDERS);

    private static Outcome outcome(String user, int... list) {
        double[] one = {1};
        return Outcome.ofList(new TestUser(user, History.EMPTY, new int[] {0}, one, null), list);
    }

    private static Map<String, Double> measure(String metrics, Outcome... outcomes) {
        return Metrics.measure(Metrics.parse(metrics), DATA, List.of(outcomes));
    }

    @Test
    void metricsPerGroupOfUsersAreTheirMeans() {
        Outcome[] users = {
            outcome("anna", 0, 1), outcome("eve", 1, 2), outcome("tom", 2, 0), outcome("who", 0, 3)
        };
        assertThat(measure("precision@2/gender,coverage@2/gender", users))
                .containsOnly(
                        entry("precision@2/gender=f", .25),
                        entry("precision@2/gender=m", .5),
                        entry("precision@2/gender=(none)", .5),
                        entry("coverage@2/gender=f", 3. / 4),
                        entry("coverage@2/gender=m", 2. / 4),
                        entry("coverage@2/gender=(none)", 2. / 4));
    }

    @Test
    void exposureIsTheShareOfDiscountedPositions() {
        double second = 1 / (Math.log(3) / Math.log(2));
        // i0 (Acme), i1 (half Acme, half Bolt), i3 (no brand)
        Map<String, Double> exposure = measure("exposure@3:brand", outcome("anna", 0, 1, 3));
        double all = 1 + second + .5;
        assertThat(exposure.get("exposure@3:brand=Acme"))
                .isCloseTo((1 + second / 2) / all, within(1e-12));
        assertThat(exposure.get("exposure@3:brand=Bolt"))
                .isCloseTo(second / 2 / all, within(1e-12));
        assertThat(exposure.get("exposure@3:brand=(none)")).isCloseTo(.5 / all, within(1e-12));
    }

    @Test
    void exposurePerGroupOfUsers() {
        Map<String, Double> exposure =
                measure("exposure@1:brand/gender", outcome("anna", 0), outcome("tom", 2));
        assertThat(exposure)
                .hasSize(9)
                .containsEntry("exposure@1:brand=Acme/gender=f", 1.0)
                .containsEntry("exposure@1:brand=Acme/gender=m", 0.0)
                .containsEntry("exposure@1:brand=Bolt/gender=m", 1.0);
    }

    @Test
    void unknownAttributesAreGuessed() {
        assertThatThrownBy(() -> measure("precision@2/gendre", outcome("anna", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("precision@2/gendre needs the attribute \"gendre\"")
                .hasMessageContaining("did you mean \"gender\"?");
        assertThatThrownBy(() -> measure("exposure@2:colour", outcome("anna", 0)))
                .hasMessageContaining("[brand, title]");
    }

    @Test
    void tooManyGroupsAreRefused() {
        var zips = new Attributes.Builder();
        for (int user = 0; user < 101; user++) {
            zips.put("u" + user, "zip", "zip " + user);
        }
        var data = new DataMetric.Data(DATA.train(), zips.build());
        assertThatThrownBy(
                        () ->
                                Metrics.measure(
                                        Metrics.parse("precision@2/zip"),
                                        data,
                                        List.of(Outcome.ofList(wants(1), 1))))
                .hasMessage(
                        "metric precision@2/zip needs at most 100 groups of users, but \"zip\" has"
                                + " 101 values");
    }
}
