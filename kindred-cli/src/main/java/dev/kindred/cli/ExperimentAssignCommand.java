package dev.kindred.cli;

import dev.kindred.data.Attributes;
import dev.kindred.experiment.Assigner;
import dev.kindred.experiment.Assignment;
import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.ExperimentJson;
import dev.kindred.experiment.StickyArms;
import dev.kindred.experiment.Subject;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.DataException;
import dev.kindred.io.IdFiles;
import dev.kindred.io.ReadOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "assign",
        header = "Which arm of an experiment users are in.",
        description = {
            "",
            "The same on every machine. To verify an assignment of experiment exp-1, user 42:",
            "  printf %%s 'exp-1.42' | sha256sum | cut -c1-13",
            "are 13 hex digits; divided by 2^52 they are the bucket, and an arm has the buckets from"
                    + " the weights before it on, up to coverage times its weight."
        },
        customSynopsis = {
            "kindred experiment assign --config FILE (--user ID... | --users-file FILE) [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  echo '{\"id\": \"exp-1\", \"variants\": [\"control\", \"new\"]}' > exp.json",
            "  kindred experiment assign --config exp.json --user 42 --user 43",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class ExperimentAssignCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description =
                    "The experiment, or an array of them, as JSON: id, variants (names, or objects"
                            + " with name, weight, pipeline), coverage, salt, version,"
                            + " blockBelowVersion, hash (sha256, growthbook-v1, growthbook-v2),"
                            + " namespace (name, from, to), targeting, forced, enabled.")
    private Path config = Path.of("");

    @Option(
            names = {"-u", "--user"},
            paramLabel = "ID",
            description = "A user; may be repeated.")
    private List<String> users = new ArrayList<>();

    @Option(names = "--users-file", paramLabel = "FILE", description = "Users, one id per line.")
    private @Nullable String usersFile;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "Attributes of users, for targeting: CSV, the id first; JSON lines.")
    private @Nullable String attributes;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        if (users.isEmpty() == (usersFile == null)) {
            throw new UsageException("either --user or --users-file is needed");
        }
        List<Experiment> experiments = experiments();
        List<String> ids = usersFile == null ? users : IdFiles.read(usersFile);
        if (ids.contains("")) {
            throw new UsageException("--user must not be empty");
        }
        Attributes known = known();
        long now = System.currentTimeMillis();
        var assignments = new ArrayList<Assignment>();
        for (Experiment experiment : experiments) {
            var assigner = new Assigner(experiment);
            for (String id : ids) {
                Subject subject = Subject.of(id, known.of(id), now);
                assignments.add(assigner.assign(subject, StickyArms.NONE));
            }
        }
        write(assignments);
        return 0;
    }

    private List<Experiment> experiments() throws IOException {
        if (!Files.isRegularFile(config)) {
            throw new DataException(config + " is no file");
        }
        try {
            return ExperimentJson.read(Files.readString(config), config.toString());
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new DataException(config + " is not valid UTF-8", e);
        }
    }

    private Attributes known() {
        return attributes == null
                ? Attributes.NONE
                : AttributeFiles.read(attributes, ReadOptions.defaults().withStrict(true))
                        .attributes();
    }

    private void write(List<Assignment> assignments) throws IOException {
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON ->
                    Json.write(
                            out, assignments.stream().map(ExperimentAssignCommand::json).toList());
            case CSV -> {
                Csv.line(out, "user", "experiment", "variant", "bucket", "reason");
                for (Assignment one : assignments) {
                    Csv.line(
                            out,
                            one.unit(),
                            one.experiment(),
                            one.variant(),
                            one.bucket(),
                            reason(one));
                }
            }
            case TABLE -> {
                var table = new Table("user", "experiment", "variant", "bucket", "why");
                for (Assignment one : assignments) {
                    table.row(
                            one.unit(),
                            one.experiment(),
                            one.variant() == null ? "-" : one.variant(),
                            bucket(one),
                            one.reason().words());
                }
                table.write(out, common.terminal().columns());
            }
        }
    }

    private static String bucket(Assignment one) {
        return Double.isNaN(one.bucket()) ? "-" : String.format(Locale.ROOT, "%.12f", one.bucket());
    }

    private static String reason(Assignment one) {
        return one.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, @Nullable Object> json(Assignment one) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("user", one.unit());
        map.put("experiment", one.experiment());
        map.put("version", one.version());
        map.put("variant", one.variant());
        map.put("bucket", one.bucket());
        map.put("propensity", one.propensity());
        map.put("reason", reason(one));
        return map;
    }
}
