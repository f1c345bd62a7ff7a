package dev.kindred.spark;

import dev.kindred.data.Attributes;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.Rules;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.lists.BulkLists;
import dev.kindred.spark.lists.ListSettings;
import dev.kindred.spark.train.TrainContext;
import dev.kindred.spark.train.Trainer;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What lists are made, of which model. */
final class ListOptions {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "A model file, of the job train or of kindred train.")
    String model = "";

    @Option(names = "-n", paramLabel = "N", description = "Length of a list (default: 10).")
    int n = 10;

    @Option(
            names = "--include-seen",
            description = "Items of the history may be recommended again.")
    private boolean includeSeen;

    @Option(
            names = "--filter",
            paramLabel = "EXPR",
            description =
                    "Keeps only items for which this is true, such as 'price < 20 and not"
                            + " (\"horror\" in genres)'. Needs --items, or a model file with them.")
    private @Nullable String filter;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description = "Attributes of items, as for kindred train.")
    private @Nullable String items;

    void check() {
        UsageException.check(() -> new ListSettings(n, includeSeen, null));
    }

    /** The lists, of the model filled up with what is popular in the data. */
    BulkLists lists(PreparedData data, ModelFile file) throws IOException {
        Model trained = file.model();
        Model popular = null;
        if (data.items().equals(trained.items())) {
            Record config = Algorithms.config("popular", null, Map.of());
            popular = Trainer.train("popular", config, data, new TrainContext(0, 0));
        }
        return new BulkLists(
                data, trained, popular, new ListSettings(n, includeSeen, filter(file)));
    }

    private @Nullable ItemFilter filter(ModelFile file) {
        String text = filter;
        if (text == null) {
            return null;
        }
        Attributes attributes =
                items != null
                        ? AttributeFiles.read(items, ReadOptions.defaults()).attributes()
                        : file.dataset() != null
                                ? file.dataset().itemAttributes()
                                : Attributes.NONE;
        var rules =
                new Rules(
                        attributes.align(file.model().items()),
                        Attributes.NONE,
                        System.currentTimeMillis());
        return UsageException.check(() -> rules.filter(text));
    }
}
