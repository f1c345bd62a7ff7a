package dev.kindred.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.DataException;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatestTest extends AlgorithmContract {
    private static final long DAY = 86_400_000;

    @Override
    protected Algorithm<?> algorithm() {
        return new Latest(LatestConfig.builder().build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    private static float[] fit(Dataset data, LatestConfig.Builder config) {
        return scores(new Latest(config.build()).fit(data, new FitContext(1, 1)), History.EMPTY);
    }

    private static DatasetBuilder withRelease(String... datesOfXAndY) {
        var attributes = new Attributes.Builder().field("release").id("x").id("y");
        for (int k = 0; k < datesOfXAndY.length; k++) {
            attributes.put(k == 0 ? "x" : "y", "release", datesOfXAndY[k]);
        }
        return new DatasetBuilder().itemAttributes(attributes.build());
    }

    @Test
    void scoresAreDaysBeforeTheNewestItem() {
        var log = new InteractionLog();
        log.add("a", "old", "view", 1, 0);
        log.add("b", "old", "view", 1, 30 * DAY);
        log.add("a", "new", "view", 1, 20 * DAY);
        log.add("b", "newer", "view", 1, 20 * DAY + DAY / 2);
        Dataset data = new DatasetBuilder().build(log);
        assertThat(fit(data, LatestConfig.builder())).containsExactly(-20.5f, -0.5f, 0);
        assertThat(fit(data, LatestConfig.builder().by(LatestConfig.By.LAST)))
                .containsExactly(0, -10, -9.5f);
    }

    @Test
    void withoutTimesNothingIsNew() {
        Dataset data = Datasets.of("a x 1 b y 1");
        assertThat(fit(data, LatestConfig.builder())).containsOnly(Float.NaN);
    }

    @Test
    void attributeDatesItemsThatNobodyHasSeen() {
        Dataset data = withRelease("2024-05-01", "2024-05-31").build(new InteractionLog());
        assertThat(fit(data, LatestConfig.builder().attribute("release"))).containsExactly(-30, 0);
        Dataset gap = withRelease("2024").build(new InteractionLog());
        assertThat(fit(gap, LatestConfig.builder().attribute("release")))
                .containsExactly(0, Float.NaN);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01T00:00:00Z",
        "2024-05-31, 2024-05-31T00:00:00Z",
        "2024-05-31T20:15:00Z, 2024-05-31T20:15:00Z",
        "2024-05-31T20:15:00-02:00, 2024-05-31T22:15:00Z",
        "2024-05-31 20:15:00, 2024-05-31T20:15:00Z",
        "1717186500, 2024-05-31T20:15:00Z",
        "1717186500123, 2024-05-31T20:15:00.123Z"
    })
    void readsDatesAsTheyAreUsuallyWritten(String text, String expected) {
        assertThat(Dates.millis("date", text)).isEqualTo(Instant.parse(expected).toEpochMilli());
    }

    @Test
    void whatIsNoDateOrNoAttributeIsAnError() {
        Dataset data = withRelease("soon").build(new InteractionLog());
        assertThatThrownBy(() -> fit(data, LatestConfig.builder().attribute("release")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("release of item x must be a year")
                .hasMessageContaining("but is \"soon\"");
        assertThatThrownBy(() -> fit(data, LatestConfig.builder().attribute("releas")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("items have no attribute \"releas\"")
                .hasMessageContaining("release");
    }
}
