package dev.kindred.server.engine;

import dev.kindred.coldstart.Audience;
import dev.kindred.coldstart.ColdStart;
import dev.kindred.coldstart.Onboarding;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithms;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.model.RatingModel;
import dev.kindred.server.engine.lists.CoOccurrence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A model from the registry, with all that is learnt from its data. Immutable, thread-safe. */
final class LoadedModel {
    private static final int WARM_UPS = 50;
    private static final int SAMPLE = 10_000;

    private final long version;
    private final Model model;
    private final Dataset data;
    private final double usualValue;
    private final ColdStart coldStart;
    private final Lazy<CoOccurrence> together;
    private final Lazy<Audience> audience;
    private final Lazy<Onboarding> onboarding;
    private final Lazy<AttributeModel> content;

    private LoadedModel(long version, Model model, Dataset data, FitContext context) {
        this.version = version;
        this.model = model;
        this.data = data;
        this.usualValue = usualValue(model, data.byUser());
        this.coldStart = ColdStart.of(data, model, context);
        this.together = new Lazy<>(() -> new CoOccurrence(data));
        this.audience = new Lazy<>(() -> Audience.learn(data));
        this.onboarding = new Lazy<>(() -> Onboarding.of(data));
        this.content = new Lazy<>(() -> content(model, data, context));
    }

    /**
     * Reads a model file, and learns from its data what lists for new users need.
     *
     * @throws IllegalArgumentException if the file holds no data
     */
    static LoadedModel read(long version, Path file, FitContext context) throws IOException {
        ModelFile read = ModelFile.read(file);
        return of(version, read.model(), read.dataset(), context);
    }

    static LoadedModel of(long version, Model model, @Nullable Dataset data, FitContext context) {
        if (data == null) {
            throw new IllegalArgumentException(
                    "model %d holds no data to serve users from. Maybe it was written without --with-data."
                            .formatted(version));
        }
        var loaded = new LoadedModel(version, model, data, context);
        loaded.warmUp();
        return loaded;
    }

    /** Lets the virtual machine compile what requests will run. */
    private void warmUp() {
        float[] scores = new float[model.items().size()];
        int users = data.users().size();
        for (int k = 0; k < Math.min(WARM_UPS, users); k++) {
            model.score(data.history((int) ((long) k * users / WARM_UPS)), scores);
        }
    }

    /** What an item is worth of which only the choice is known: the upper quartile of ratings. */
    private static double usualValue(Model model, SparseRows values) {
        boolean rated = model instanceof RatingModel || model instanceof AttributeModel;
        if (!rated || values.entries() == 0) {
            return 1;
        }
        double[] sample = new double[Math.min(SAMPLE, values.entries())];
        for (int k = 0; k < sample.length; k++) {
            sample[k] = values.value((int) ((long) k * values.entries() / sample.length));
        }
        Arrays.sort(sample);
        return sample[(int) (0.75 * (sample.length - 1))];
    }

    static AttributeModel content(@Nullable Model model, Dataset data, FitContext context) {
        if (model instanceof AttributeModel already) {
            return already;
        }
        var provider = Algorithms.provider("content");
        return (AttributeModel) provider.create(provider.defaults()).fit(data, context);
    }

    long version() {
        return version;
    }

    Model model() {
        return model;
    }

    Dataset data() {
        return data;
    }

    IdIndex items() {
        return model.items();
    }

    double usualValue() {
        return usualValue;
    }

    ColdStart coldStart() {
        return coldStart;
    }

    CoOccurrence together() {
        return together.get();
    }

    Audience audience() {
        return audience.get();
    }

    Onboarding onboarding() {
        return onboarding.get();
    }

    /** What judges items by their attributes; trained at its first use. */
    AttributeModel content() {
        return content.get();
    }

    /** The row of a user of the data, or {@link History#UNKNOWN_USER}. */
    int userRow(@Nullable String user) {
        int row = user == null ? IdIndex.ABSENT : data.users().row(user);
        return row == IdIndex.ABSENT ? History.UNKNOWN_USER : row;
    }
}
