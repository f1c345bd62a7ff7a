package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.advise.Advisor;
import dev.kindred.advise.Auto;
import dev.kindred.advise.AutoConfig;
import dev.kindred.advise.DataProfile;
import dev.kindred.advise.Suggested;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The choice by the data where attributes can be used. */
class AutoWithContentTest {
    private static final int GENRES = 6;

    /** Users who like one genre each; item i is of genre i modulo 6. */
    private static Dataset data(int users, int perUser, int described) {
        var random = new SplittableRandom(4);
        var log = new InteractionLog();
        var items = new Attributes.Builder();
        for (int item = 0; item < 60; item++) {
            items.id("i" + item);
            if (item < described) {
                items.put("i" + item, "genre", "genre" + item % GENRES);
            }
        }
        for (int user = 0; user < users; user++) {
            for (int k = 0; k < perUser; k++) {
                int item = user % GENRES + GENRES * random.nextInt(60 / GENRES);
                log.add("u" + user, "i" + item, "view", 1, Interaction.NO_TIME);
            }
        }
        return new DatasetBuilder().itemAttributes(items.build()).build(log);
    }

    private static String chosen(Dataset data) {
        Model model = new Auto(AutoConfig.builder().build()).fit(data, new FitContext(1, 2));
        return model.info().algorithm();
    }

    @Test
    void richAttributesAndLittleBehaviourGetContent() {
        assertThat(chosen(data(30, 3, 60))).isEqualTo("content");
    }

    @Test
    void richBehaviourAndAttributesGetALearnedHybrid() {
        assertThat(chosen(data(120, 12, 60))).isEqualTo("hybrid");
    }

    @Test
    void richBehaviourAloneGetsACollaborativeModel() {
        assertThat(chosen(data(120, 12, 0))).isEqualTo("ease");
    }

    @Test
    void littleOfBothGetsWhatIsPopularWithContent() {
        Suggested first = Advisor.suggest(DataProfile.of(data(30, 3, 20), Long.MAX_VALUE)).get(0);
        assertThat(first.algorithm()).isEqualTo("hybrid");
        assertThat(first.settings()).containsEntry("parts", "popular+content");
        assertThat(chosen(data(30, 3, 20))).isIn("hybrid", "popular");
    }
}
