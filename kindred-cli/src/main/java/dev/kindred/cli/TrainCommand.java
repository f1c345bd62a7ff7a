package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        header = "Trains a model and writes it to a file.",
        description = {
            "",
            "The file holds the model, where it comes from, and the users with their histories and"
                    + " the attributes, so that lists can be made without any other file. The same"
                    + " data, settings and seed give the same bytes."
        },
        customSynopsis = "kindred train --data FILE --output FILE [--algorithm NAME] [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred train --data ratings.csv --items movies.csv --algorithm item-knn \\",
            "      --set neighbours=100 --output model.kindred",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class TrainCommand implements Callable<Integer> {
    @Option(
            names = {"-d", "--data"},
            required = true,
            paramLabel = "FILE",
            description =
                    "Interactions: CSV, TSV, JSON lines, MovieLens layouts or adjacency lines;"
                            + " plain, .gz or archive.zip!member.",
            order = 1)
    private String data = "";

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the model goes; a file that is there is replaced.",
            order = 2)
    private Path output = Path.of("");

    @Option(
            names = "--model-only",
            description = "Leaves users, histories and attributes out of the file.",
            order = 3)
    private boolean modelOnly;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Keeps the state of a neural training here after every epoch. If it was"
                            + " interrupted, the same command goes on where it was; the file is"
                            + " removed at the end.",
            order = 3)
    private @Nullable Path checkpoint;

    @ArgGroup(validate = false, heading = "%nAlgorithm (default: item-knn):%n", order = 4)
    private AlgorithmOptions algorithm = new AlgorithmOptions();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 5)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        AlgorithmOptions.Choice choice = algorithm.choice("item-knn", null);
        OutputFile.check("--output", output, dataOptions.sources(data));
        var reader = new DataReader(common, dataOptions);
        Dataset dataset = reader.dataset(data);
        long start = System.nanoTime();
        Model model = ModelOptions.train(choice, dataset, common, checkpoint).model();
        double seconds = (System.nanoTime() - start) / 1e9;
        ModelFile.write(output, model, modelOnly ? null : dataset);
        tell(model, dataset, seconds);
        return reader.exitCode();
    }

    private void tell(Model model, Dataset dataset, double seconds) throws IOException {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("model", output.toString());
        facts.put("algorithm", model.info().algorithm());
        facts.put("config", Settings.typed(model.info().config()));
        facts.put("users", dataset.users().size());
        facts.put("items", dataset.items().size());
        facts.put("interactions", dataset.size());
        facts.put("fingerprint", dataset.fingerprint());
        facts.put("bytes", Files.size(output));
        facts.put("seconds", seconds);
        var out = common.terminal().out();
        switch (common.format()) {
            case JSON -> Json.write(out, facts);
            case CSV -> {
                Csv.line(out, facts.keySet().toArray());
                facts.put("config", Settings.text(model.info().config()));
                Csv.line(out, facts.values().toArray());
            }
            case TABLE -> {
                facts.put("config", Settings.text(model.info().config()));
                facts.put("seconds", Numbers.rounded(seconds));
                var table = new Table("", "");
                for (Map.Entry<String, Object> fact : facts.entrySet()) {
                    table.row(fact.getKey(), fact.getValue());
                }
                table.write(out, common.terminal().columns());
            }
        }
    }
}
