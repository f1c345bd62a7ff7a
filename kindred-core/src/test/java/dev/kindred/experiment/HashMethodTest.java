package dev.kindred.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashMethodTest {
    @ParameterizedTest
    @CsvSource({
        "exp-1, user-1, 0.436308570105",
        "exp-1, user-2, 0.086255719600",
        "exp-2, user-1, 0.838790739554",
        "exp-1, 日本, 0.823714942744"
    })
    void bucketsAreThoseOfSha256sum(String salt, String unit, double bucket) {
        assertThat(HashMethod.SHA256.bucket(salt, unit)).isCloseTo(bucket, within(1e-12));
    }

    @Test
    void anybodyCanVerifyABucketFromTheHexDigits() throws Exception {
        for (int user = 0; user < 100; user++) {
            String text = "menu.u" + user;
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().formatHex(digest).substring(0, 13);
            assertThat(HashMethod.SHA256.bucket("menu", "u" + user))
                    .isEqualTo(Long.parseLong(hex, 16) / Math.pow(2, 52));
        }
    }

    @Test
    void aUnitWithoutIdIsRefused() {
        for (HashMethod method : HashMethod.values()) {
            assertThatThrownBy(() -> method.bucket("exp-1", ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("unit must not be empty");
        }
    }

    @Test
    void methodsHaveNames() {
        for (HashMethod method : HashMethod.values()) {
            assertThat(HashMethod.of(method.label())).isEqualTo(method);
        }
        assertThatThrownBy(() -> HashMethod.of("sha-256"))
                .hasMessageContaining("\"sha-256\" (did you mean \"sha256\"?)");
    }

    @Test
    void aMillionIdsAreUniform() {
        // 1,000 cells, chi-squared with 999 degrees of freedom: p > .001
        int[] cells = new int[1_000];
        SaltedHash hash = HashMethod.SHA256.salted("uniform");
        for (int user = 0; user < 1_000_000; user++) {
            cells[(int) (hash.bucket("user-" + user) * 1_000)]++;
        }
        double statistic = 0;
        for (int count : cells) {
            statistic += (count - 1_000.0) * (count - 1_000.0) / 1_000;
        }
        double p = ChiSquaredDistribution.of(999).survivalProbability(statistic);
        assertThat(p).isBetween(.001, .999);
    }

    @Test
    void armsOf24ExperimentsAreIndependent() {
        assertThat(dependentPairs(HashMethod.SHA256)).isLessThanOrEqualTo(2);
        assertThat(dependentPairs(HashMethod.GROWTHBOOK_V2)).isLessThanOrEqualTo(2);
        // what the test is for: one pass of FNV-1a makes many pairs depend on each other
        assertThat(dependentPairs(HashMethod.GROWTHBOOK_V1)).isGreaterThan(20);
    }

    /** Pairs of 276 whose 2x2 table over 20,000 users has p below .001. */
    private static int dependentPairs(HashMethod method) {
        int users = 20_000;
        boolean[][] second = new boolean[24][users];
        for (int experiment = 0; experiment < 24; experiment++) {
            SaltedHash hash = method.salted("exp-" + experiment);
            for (int user = 0; user < users; user++) {
                second[experiment][user] = hash.bucket("user-" + user) >= .5;
            }
        }
        int dependent = 0;
        for (int a = 0; a < 24; a++) {
            for (int b = 0; b < a; b++) {
                double statistic = chiSquared(second[a], second[b]);
                double p = ChiSquaredDistribution.of(1).survivalProbability(statistic);
                dependent += p < .001 ? 1 : 0;
            }
        }
        return dependent;
    }

    private static double chiSquared(boolean[] a, boolean[] b) {
        double[][] cells = new double[2][2];
        for (int user = 0; user < a.length; user++) {
            cells[a[user] ? 1 : 0][b[user] ? 1 : 0]++;
        }
        double statistic = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double row = cells[i][0] + cells[i][1];
                double expected = row * (cells[0][j] + cells[1][j]) / a.length;
                statistic += (cells[i][j] - expected) * (cells[i][j] - expected) / expected;
            }
        }
        return statistic;
    }
}
