package dev.kindred.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.experiment.Assignment.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignerTest {
    private static final int USERS = 20_000;

    private static Experiment.Builder twoArms() {
        return Experiment.builder("exp-1").variants("A", "B");
    }

    @Test
    void theBucketDecides() {
        var assigner = new Assigner(twoArms().build());
        // exp-1.user-1 -> .4363 and exp-1.user-2 -> .0863 are below .5: the first arm
        Assignment first = assigner.assign("user-1");
        assertThat(first.variant()).isEqualTo("A");
        assertThat(first.arm()).isZero();
        assertThat(first.bucket()).isCloseTo(.436308570105, within(1e-12));
        assertThat(first.propensity()).isEqualTo(.5);
        assertThat(first.reason()).isEqualTo(Reason.BUCKET);
        assertThat(first.counts()).isTrue();
        assertThat(first.remember()).isFalse();
        // exp-2.user-1 -> .8388
        var other = new Assigner(Experiment.builder("exp-2").variants("A", "B").build());
        assertThat(other.assign("user-1").variant()).isEqualTo("B");
        assertThatThrownBy(() -> assigner.assign("")).hasMessageContaining("must not be empty");
    }

    @Test
    void sharesFollowTheWeights() {
        var variants =
                List.of(new Variant("A", .2), new Variant("B", .3), new Variant("C", .5, "p7"));
        var assigner = new Assigner(Experiment.builder("w").variants(variants).build());
        int[] counts = new int[3];
        for (int user = 0; user < USERS; user++) {
            counts[assigner.assign("u" + user).arm()]++;
        }
        // standard deviation of a share at 20,000: below .0036; four of them
        assertThat(counts[0]).isCloseTo(4_000, within(280));
        assertThat(counts[1]).isCloseTo(6_000, within(280));
        assertThat(counts[2]).isCloseTo(10_000, within(280));
    }

    @Test
    void aRampMovesNobodyWhoIsIn() {
        var variants = List.of(new Variant("A", .3), new Variant("B", .6), new Variant("C", .1));
        Experiment experiment = twoArms().variants(variants).coverage(0).build();
        var arms = new HashMap<String, String>();
        int moves = 0;
        for (double coverage : new double[] {0, .01, .05, .1, .25, .5, .9, 1}) {
            var assigner = new Assigner(experiment.withCoverage(coverage));
            int in = 0;
            for (int user = 0; user < USERS; user++) {
                String variant = assigner.assign("u" + user).variant();
                String before = arms.get("u" + user);
                moves += before != null && !before.equals(variant) ? 1 : 0;
                if (variant != null) {
                    in++;
                    arms.put("u" + user, variant);
                }
            }
            assertThat(in / (double) USERS).isCloseTo(coverage, within(.015));
        }
        assertThat(moves).isZero();
    }

    @Test
    void experimentsOfOneNamespaceShareNoUnit() {
        var home = new Assigner(sliced("a", 0, .4));
        var cart = new Assigner(sliced("b", .4, 1));
        int both = 0;
        int none = 0;
        for (int user = 0; user < USERS; user++) {
            Assignment a = home.assign("u" + user);
            Assignment b = cart.assign("u" + user);
            both += a.arm() >= 0 && b.arm() >= 0 ? 1 : 0;
            none += a.arm() < 0 && b.arm() < 0 ? 1 : 0;
            if (a.arm() < 0) {
                assertThat(a.reason()).isEqualTo(Reason.OUTSIDE_NAMESPACE);
            }
        }
        assertThat(both).isZero();
        assertThat(none).isZero();
        Experiment.requireDisjoint(List.of(sliced("a", 0, .4), sliced("b", .4, 1)));
        assertThatThrownBy(
                        () ->
                                Experiment.requireDisjoint(
                                        List.of(sliced("a", 0, .4), sliced("b", .3, 1))))
                .hasMessageContaining("\"a\" and \"b\" overlap in namespace \"page\"")
                .hasMessageContaining("0.0 to 0.4 and 0.3 to 1.0");
    }

    private static Experiment sliced(String id, double from, double to) {
        return Experiment.builder(id)
                .variants("A", "B")
                .namespace(new NamespaceSlice("page", from, to))
                .build();
    }

    @Test
    void targetingTakesUsersByTheirAttributes() {
        var assigner =
                new Assigner(twoArms().targeting("user.country == 'CH' && user.age >= 18").build());
        assertThat(reason(assigner, Map.of("country", List.of("CH"), "age", List.of("30"))))
                .isEqualTo(Reason.BUCKET);
        assertThat(reason(assigner, Map.of("country", List.of("CH"), "age", List.of("17"))))
                .isEqualTo(Reason.NOT_TARGETED);
        assertThat(reason(assigner, Map.of("country", List.of("DE"), "age", List.of("30"))))
                .isEqualTo(Reason.NOT_TARGETED);
        assertThat(reason(assigner, Map.of("country", List.of("CH"))))
                .as("no age is known")
                .isEqualTo(Reason.NOT_TARGETED);
        assertThat(reason(assigner, Map.of("country", List.of("CH"), "age", List.of("old"))))
                .as("an age that is no number")
                .isEqualTo(Reason.NOT_TARGETED);
        assertThat(assigner.assign("u").reason()).isEqualTo(Reason.NOT_TARGETED);
    }

    private static Reason reason(Assigner assigner, Map<String, List<String>> attributes) {
        return assigner.assign(Subject.of("u", AttributeRow.of(attributes), 0), StickyArms.NONE)
                .reason();
    }

    @Test
    void targetingReadsTheRowsOfATable() {
        var table = new Attributes.Builder();
        for (int user = 0; user < 100; user++) {
            table.put("u" + user, "plan", user % 3 == 0 ? "pro" : "free");
        }
        Attributes users = table.build();
        var assigner = new Assigner(twoArms().targeting("user.plan == 'pro'").build());
        for (int user = 0; user < 100; user++) {
            String id = "u" + user;
            Assignment found = assigner.assign(Subject.of(id, users.of(id), 0), StickyArms.NONE);
            assertThat(found.arm() >= 0).isEqualTo(user % 3 == 0);
        }
    }

    @Test
    void targetingMayDependOnTheTime() {
        var assigner = new Assigner(twoArms().targeting("user.joined > now - 7d").build());
        AttributeRow user = AttributeRow.of(Map.of("joined", List.of("2026-01-01")));
        long joined = java.time.Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        long day = 86_400_000L;
        assertThat(assigner.assign(Subject.of("u", user, joined + 6 * day), StickyArms.NONE).arm())
                .isNotNegative();
        assertThat(assigner.assign(Subject.of("u", user, joined + 8 * day), StickyArms.NONE).arm())
                .isNegative();
    }

    @Test
    void forcedArmsComeFirstAndDoNotCount() {
        var assigner =
                new Assigner(
                        twoArms()
                                .forced(Map.of("user-1", "B"))
                                .coverage(0)
                                .targeting("user.plan == 'pro'")
                                .build());
        Assignment forced = assigner.assign("user-1");
        assertThat(forced.variant()).isEqualTo("B");
        assertThat(forced.reason()).isEqualTo(Reason.FORCED);
        assertThat(forced.propensity()).isEqualTo(1);
        assertThat(forced.counts()).isFalse();
        assertThat(new Assigner(assigner.experiment().withEnabled(false)).assign("user-1").reason())
                .isEqualTo(Reason.DISABLED);
    }

    @Test
    void aRememberedArmStaysThroughNewWeights() {
        Experiment before = twoArms().build();
        assertThat(new Assigner(before).assign("user-1").variant()).isEqualTo("A");
        Experiment after =
                before.toBuilder()
                        .variants(List.of(new Variant("A", 0), new Variant("B", 1)))
                        .build();
        var assigner = new Assigner(after);
        StickyArms stored = stored("user-1", "A", 1);
        Assignment sticky = assigner.assign(Subject.of("user-1"), stored);
        assertThat(sticky.variant()).isEqualTo("A");
        assertThat(sticky.reason()).isEqualTo(Reason.STICKY);
        assertThat(sticky.remember()).isFalse();
        Assignment fresh = assigner.assign(Subject.of("user-2"), stored);
        assertThat(fresh.variant()).isEqualTo("B");
        assertThat(fresh.remember()).as("to be stored once exposed").isTrue();
    }

    @Test
    void theArmOfAnAnonymousSessionIsKeptAfterTheLogin() {
        var assigner = new Assigner(twoArms().build());
        Assignment found =
                assigner.assign(
                        Subject.of("user-1").withAlias("session-9"), stored("session-9", "B", 1));
        assertThat(found.variant()).isEqualTo("B");
        assertThat(found.remember()).as("to be stored under the new id").isTrue();
    }

    @Test
    void aNewVersionForgetsAndMayBlock() {
        Experiment second = twoArms().build().restarted();
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.salt()).isEqualTo("exp-1~2");
        StickyArms stored = stored("user-1", "A", 1);
        Assignment anew = new Assigner(second).assign(Subject.of("user-1"), stored);
        assertThat(anew.reason()).isEqualTo(Reason.BUCKET);
        assertThat(anew.bucket()).isEqualTo(HashMethod.SHA256.bucket("exp-1~2", "user-1"));
        var blocking = new Assigner(second.toBuilder().blockBelowVersion(2).build());
        assertThat(blocking.assign(Subject.of("user-1"), stored).reason())
                .isEqualTo(Reason.BLOCKED);
        assertThat(blocking.assign(Subject.of("user-2"), stored).arm()).isNotNegative();
    }

    @Test
    void anArmThatIsNoMoreIsForgotten() {
        var assigner = new Assigner(twoArms().build());
        assertThat(assigner.assign(Subject.of("user-1"), stored("user-1", "C", 1)).reason())
                .isEqualTo(Reason.BUCKET);
    }

    private static StickyArms stored(String unit, String variant, int version) {
        return (experiment, asked) ->
                asked.equals(unit) ? new StickyArms.Arm(variant, version) : null;
    }
}
