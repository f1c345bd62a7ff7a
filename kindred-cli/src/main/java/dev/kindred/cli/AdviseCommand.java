package dev.kindred.cli;

import dev.kindred.advise.Advisor;
import dev.kindred.advise.DataProfile;
import dev.kindred.advise.Faults;
import dev.kindred.advise.Finding;
import dev.kindred.advise.Suggested;
import dev.kindred.data.Dataset;
import dev.kindred.data.InteractionLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "advise",
        header = "What the data holds, what is wrong with it, and which algorithms fit.",
        description = {
            "",
            "Reads the data as every other command does and trains nothing. The suggestions come in"
                    + " the order to try; \"kindred evaluate\" on the same data decides."
        },
        customSynopsis = "kindred advise --data FILE [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred advise --data ratings.csv --items movies.csv",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class AdviseCommand implements Callable<Integer> {
    @Option(
            names = {"-d", "--data"},
            paramLabel = "FILE",
            required = true,
            description =
                    "Interactions: a file, plain or gzip, or a member of a zip (a.zip!member).")
    private String data = "";

    @ArgGroup(validate = false, heading = "%nData:%n", order = 1)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** All that is said about a data set. */
    record Advice(
            String source,
            DataProfile profile,
            List<Finding> findings,
            List<Suggested> suggestions) {}

    @Override
    public Integer call() throws IOException {
        var reader = new DataReader(common, dataOptions);
        InteractionLog log = reader.interactions(data);
        Dataset dataset = reader.dataset(data, log);
        var profile = DataProfile.of(log, dataset, System.currentTimeMillis());
        var advice =
                new Advice(data, profile, Faults.of(profile, dataset), Advisor.suggest(profile));
        switch (common.format()) {
            case JSON -> Json.write(common.terminal().out(), AdviceJson.of(advice));
            case CSV -> AdviceText.csv(common.terminal().out(), advice);
            case TABLE -> AdviceText.write(common.terminal(), advice);
        }
        return reader.exitCode();
    }
}
