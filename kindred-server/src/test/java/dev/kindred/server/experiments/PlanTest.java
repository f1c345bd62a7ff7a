package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.experiment.analysis.SampleSize;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many users an experiment needs, over the API. */
class PlanTest {
    private static final String PLAN = "/v1/experiments:plan";

    @TempDir Path folder;

    @Test
    void usersOfARate() {
        try (var server = new TestServer(folder)) {
            String asked = "{\"rate\":0.05,\"lift\":0.1,\"usersPerDay\":4000}";
            JsonNode one = server.post(PLAN, asked).json().get("items").get(0);
            // (1.95996 + 0.84162)² (.05 x .95 + .055 x .945) / .005² = 31,230.8 in each of 2 arms
            assertThat(one.get("perArm").asLong()).isEqualTo(31_231);
            assertThat(one.get("total").asLong()).isEqualTo(62_462);
            assertThat(one.get("days").asLong()).isEqualTo(16);
            assertThat(one.get("perArmSequential").asLong()).isGreaterThan(31_231);
            JsonNode usual = server.post(PLAN, "{\"rate\":0.05}").json().get("items");
            assertThat(usual.findValues("lift")).hasSize(5);
            assertThat(usual.findValues("days")).isEmpty();
        }
    }

    @Test
    void usersOfAMeanWithACovariateAndThreeArms() {
        try (var server = new TestServer(folder)) {
            String asked =
                    "{\"mean\":12,\"deviation\":30,\"lift\":0.03,\"correlation\":0.6,\"arms\":3,\"power\":0.9,\"alpha\":0.1}";
            JsonNode one = server.post(PLAN, asked).json().get("items").get(0);
            SampleSize size =
                    SampleSize.ofMean(12, 30, .03, .1, .9).withCovariate(.6).withComparisons(2);
            assertThat(one.get("perArm").asLong()).isEqualTo(size.perArm());
            assertThat(one.get("totalSequential").asLong()).isEqualTo(3 * size.perArmSequential());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|either rate or mean must be there",
                "{\"rate\":0.1,\"mean\":1,\"deviation\":1}|either rate or mean",
                "{\"mean\":1}|mean and deviation go together",
                "{\"rate\":0.5,\"lift\":1.5}|rate after the lift",
                "{\"rate\":0.5,\"lift\":0}|effect",
                "{\"rate\":0.5,\"arms\":1}|arms",
                "{\"rate\":0.5,\"raet\":1}|raet",
            })
    void whatIsWrongIsTold(String asked, String told) {
        try (var server = new TestServer(folder)) {
            TestServer.Answer answer = server.post(PLAN, asked);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains(told);
        }
    }
}
