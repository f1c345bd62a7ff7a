package dev.kindred.experiment.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.offpolicy.PolicyValue.Estimator;
import dev.kindred.io.TableFile;
import dev.kindred.testkit.ExternalData;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionLogTest {
    @Test
    void policiesAreJudgedByTheirActions() {
        var log = new DecisionLog();
        log.add("a", 1, .5);
        log.add("b", 0, .5);
        log.add("a", 0, .5);
        log.add("b", 1, .5);
        assertThat(log.actions()).containsExactly("a", "b");
        OffPolicyResult always = log.policy(Map.of("a", 1.0), new OffPolicy());
        // weights 2 0 2 0: 2 / 4
        assertThat(always.value(Estimator.IPS).orElseThrow().value()).isCloseTo(.5, within(1e-12));
        // q of even decisions from the odd ones (b: 0 and 1): mean .5, a: 5/10, b: 6/12
        // q of odd ones from the even (a: 1 and 0): mean .5, a: 6/12
        assertThat(always.value(Estimator.DIRECT).orElseThrow().value())
                .isCloseTo(.5, within(1e-12));
        OffPolicyResult even = log.uniform(2, new OffPolicy());
        assertThat(even.value(Estimator.IPS).orElseThrow().value()).isEqualTo(.5);
        assertThat(even.effectiveSize()).isCloseTo(4, within(1e-12));
    }

    @Test
    void policiesThatCannotBeAreRefused() {
        var log = new DecisionLog();
        log.add("item-1", 1, .5);
        log.add("item-2", 1, .5);
        assertThatThrownBy(() -> log.uniform(1, new OffPolicy()))
                .hasMessage("there are 2 actions in the log, so there cannot be only 1");
        assertThatThrownBy(() -> log.policy(Map.of("item-1", .5), new OffPolicy()))
                .hasMessage("the probabilities of a policy must sum to 1, but sum to 0.5");
        assertThatThrownBy(() -> log.policy(Map.of("itm-1", .6), new OffPolicy()))
                .hasMessageContaining("Maybe \"itm-1\" is written otherwise (did you mean");
        assertThatThrownBy(() -> log.policy(Map.of("item-1", 2.0), new OffPolicy()))
                .hasMessageContaining("probability of \"item-1\"");
        assertThatThrownBy(() -> log.add("item-1", 1, Double.NaN))
                .hasMessageContaining("propensity");
    }

    @Test
    void theBestOfManyActionsIsFoundFromARandomLog() {
        var random = new SplittableRandom(3);
        var log = new DecisionLog();
        for (int k = 0; k < 20_000; k++) {
            int action = random.nextInt(8);
            log.add("a" + action, random.nextDouble() < .05 + .02 * action ? 1 : 0, 1 / 8.0);
        }
        OffPolicyResult best = log.policy(Map.of("a7", 1.0), new OffPolicy());
        PolicyValue robust = best.value(Estimator.DOUBLY_ROBUST).orElseThrow();
        assertThat(robust.low()).isLessThan(.19);
        assertThat(robust.high()).isGreaterThan(.19);
        assertThat(robust.low()).isGreaterThan(best.logged());
        assertThat(best.warnings()).isEmpty();
    }

    /** What the random policy earned, estimated from what Thompson sampling was shown to earn. */
    @ParameterizedTest
    @ValueSource(strings = {"men", "women"})
    @Tag(ExternalData.TAG)
    void theRandomPolicyOfOpenBanditIsEstimatedFromTheLogOfTheOther(String campaign) {
        DecisionLog random = read("random", campaign);
        DecisionLog thompson = read("bts", campaign);
        OffPolicyResult own = random.uniform(random.actions().size(), new OffPolicy());
        PolicyValue truth = own.value(Estimator.IPS).orElseThrow();
        assertThat(truth.value()).isCloseTo(.0046, within(1e-9)); // 46 clicks of 10,000
        OffPolicyResult found = thompson.uniform(thompson.actions().size(), new OffPolicy());
        PolicyValue snips = found.value(Estimator.SNIPS).orElseThrow();
        assertThat(snips.low()).isLessThan(truth.value());
        assertThat(snips.high()).isGreaterThan(truth.value());
        for (PolicyValue value : found.values()) {
            double error = Math.hypot(value.standardError(), truth.standardError());
            if (value.estimator() != Estimator.DIRECT) {
                assertThat(value.value()).isCloseTo(truth.value(), within(1.96 * error));
            }
        }
        // men: of 10,000 decisions 656 count; women: 2, for propensities go down to a millionth
        assertThat(found.effectiveSize())
                .isCloseTo(campaign.equals("men") ? 655.71 : 2.0778, within(.01));
        assertThat(found.warnings().isEmpty()).isEqualTo(campaign.equals("men"));
    }

    private static DecisionLog read(String policy, String campaign) {
        var log = new DecisionLog();
        String file = "open-bandit/%s/%s/%s.csv.gz".formatted(policy, campaign, campaign);
        try (TableFile table = TableFile.open(ExternalData.file(file).toString())) {
            int item = table.column("item_id");
            int click = table.column("click");
            int propensity = table.column("propensity_score");
            while (table.next()) {
                log.add(table.id(item), table.number(click), table.number(propensity));
            }
        }
        return log;
    }
}
