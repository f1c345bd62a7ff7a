package dev.kindred.content;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.FitContext;
import java.util.ArrayList;
import java.util.List;

/** Small catalogues for tests. */
final class Items {
    private Items() {}

    /**
     * Attributes written as a table: a header with the id first, then a line per item, fields
     * between semicolons, values between "|".
     */
    static Attributes table(String... lines) {
        var attributes = new Attributes.Builder();
        String[] header = lines[0].split(";", -1);
        for (int k = 1; k < header.length; k++) {
            attributes.field(header[k]);
        }
        for (int n = 1; n < lines.length; n++) {
            String[] cells = lines[n].split(";", -1);
            attributes.id(cells[0]);
            for (int k = 1; k < cells.length; k++) {
                var values = new ArrayList<String>();
                for (String value : cells[k].split("\\|")) {
                    if (!value.isBlank()) {
                        values.add(value);
                    }
                }
                attributes.put(cells[0], header[k], List.copyOf(values));
            }
        }
        return attributes.build();
    }

    /** A data set with attributes; interactions written "user item value user item value ...". */
    static Dataset data(Attributes items, String triples) {
        var log = new InteractionLog();
        String[] words = triples.trim().split("\\s+");
        for (int k = 0; k + 2 < words.length; k += 3) {
            log.add(Interaction.of(words[k], words[k + 1], Double.parseDouble(words[k + 2])));
        }
        return new DatasetBuilder().itemAttributes(items).build(log);
    }

    /** A model with all defaults but the fields. */
    static ContentModel fit(Dataset data, String fields) {
        return fit(data, ContentConfig.builder().fields(fields));
    }

    static ContentModel fit(Dataset data, ContentConfig.Builder config) {
        return new Content(config.build()).fit(data, new FitContext(1, 2));
    }

    /** Scores of a user of the data, in the order of the item rows. */
    static float[] scores(ContentModel model, Dataset data, String user) {
        float[] scores = new float[model.items().size()];
        model.score(data.history(data.users().row(user)), scores);
        return scores;
    }

    /** How similar two items are; NaN where they are not. */
    static float similarity(ContentModel model, String item, String other) {
        float[] scores = new float[model.items().size()];
        model.similarItems(model.items().row(item), scores);
        return scores[model.items().row(other)];
    }
}
