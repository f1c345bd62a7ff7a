package dev.kindred.cli;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.io.DataException;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the model comes from: a file, or training at once. */
final class ModelOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE",
            description =
                    "A model that kindred train has written. With --data as well, users are those"
                            + " of the data; nothing is trained. A model that knows items by their"
                            + " attributes (content) takes new ones from --items.")
    @Nullable String model;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "FILE",
            description =
                    "Interactions to train on: CSV, TSV, JSON lines, MovieLens layouts or adjacency"
                            + " lines; plain, .gz or archive.zip!member.")
    @Nullable String data;

    /**
     * The model of the file, or one that is trained on the data.
     *
     * @param byDefault the algorithm if none is named
     * @param mode as for {@link AlgorithmOptions#choice}
     */
    Bundle load(
            CommonOptions common,
            DataReader reader,
            AlgorithmOptions algorithm,
            String byDefault,
            @Nullable String mode)
            throws IOException {
        if (model != null) {
            algorithm.mustBeEmpty();
            Bundle bundle = fromFile(model, reader);
            return bundle.withItems(reader.itemAttributes());
        }
        if (data == null) {
            throw new UsageException("--data FILE or --model FILE is needed");
        }
        AlgorithmOptions.Choice choice = algorithm.choice(byDefault, mode);
        return train(choice, reader.dataset(data), common);
    }

    /** Trains, with progress. */
    static Bundle train(AlgorithmOptions.Choice choice, Dataset dataset, CommonOptions common) {
        return train(choice, dataset, common, null);
    }

    /**
     * Trains, with progress.
     *
     * @param checkpoint file to keep the state of a long training in, or null
     */
    static Bundle train(
            AlgorithmOptions.Choice choice,
            Dataset dataset,
            CommonOptions common,
            @Nullable Path checkpoint) {
        try (ProgressDisplay progress = common.progress()) {
            Model trained =
                    choice.algorithm()
                            .fit(dataset, common.context(progress).withCheckpoint(checkpoint));
            return Bundle.trained(trained, dataset);
        }
    }

    private Bundle fromFile(String file, DataReader reader) throws IOException {
        ModelFile read = ModelFile.read(Path.of(file));
        Model model = withItems(read.model(), reader.itemAttributes());
        Dataset kept = read.dataset();
        if (data != null) {
            IdIndex trained = kept == null ? IdIndex.of() : kept.users();
            Dataset newer = Realigned.of(reader.dataset(data), model.items(), trained);
            if (kept != null && newer.itemAttributes().fields().isEmpty()) {
                newer = newer.withAttributes(newer.userAttributes(), kept.itemAttributes());
            }
            return new Bundle(model, newer, trained.size());
        }
        if (kept == null) {
            throw new DataException(
                    "%s holds the model alone, without users. Maybe add --data FILE."
                            .formatted(file));
        }
        return Bundle.trained(
                model,
                model == read.model() ? kept : Realigned.of(kept, model.items(), kept.users()));
    }

    /** A model that knows items by their attributes learns of those that came later. */
    private static Model withItems(Model model, Attributes items) {
        return model instanceof AttributeModel known && !items.fields().isEmpty()
                ? known.withItems(items)
                : model;
    }
}
