package dev.kindred.benchmarks;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.SplittableRandom;

/** Items with made-up texts, whose words are as skewed as those of a language. */
final class SyntheticTexts {
    private static final int WORDS = 60; // of a text
    private static final int KNOWN_WORDS = 200_000;
    private static final int HISTORY = 100;

    private SyntheticTexts() {}

    /** So many items with a text and three tags each, and one user who has 100 of them. */
    static Dataset of(int items) {
        var random = new SplittableRandom(7);
        var attributes = new Attributes.Builder();
        var log = new InteractionLog();
        for (int item = 0; item < items; item++) {
            var text = new StringBuilder();
            for (int k = 0; k < WORDS; k++) {
                // numbers of words whose frequency falls with their rank, as Zipf's law has it
                int word = (int) Math.pow(KNOWN_WORDS, random.nextDouble());
                text.append("word").append(Integer.toString(word, 26)).append(' ');
            }
            String id = "i" + item;
            attributes.put(id, "plot", text.toString());
            attributes.put(id, "tags", tag(random), tag(random), tag(random));
            if (item % Math.max(1, items / HISTORY) == 0) {
                log.add(Interaction.of("u", id, 1 + random.nextInt(5)));
            }
        }
        return new DatasetBuilder().itemAttributes(attributes.build()).build(log);
    }

    private static String tag(SplittableRandom random) {
        return "tag " + (int) (300 * Math.pow(random.nextDouble(), 3));
    }
}
