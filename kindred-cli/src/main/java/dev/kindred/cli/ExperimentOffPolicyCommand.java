package dev.kindred.cli;

import dev.kindred.experiment.offpolicy.DecisionLog;
import dev.kindred.experiment.offpolicy.OffPolicy;
import dev.kindred.experiment.offpolicy.OffPolicyResult;
import dev.kindred.experiment.offpolicy.PolicyValue;
import dev.kindred.io.DataException;
import dev.kindred.io.TableFile;
import java.io.IOException;
import java.io.Writer;
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
        name = "off-policy",
        header = "What another policy would have earned, from the log of the one that served.",
        description = {
            "",
            "The log has a line per decision: the action (item), the reward, and the propensity with"
                    + " which the serving policy chose that action then. Without logged propensities"
                    + " nothing can be said."
        },
        customSynopsis = {
            "kindred experiment off-policy --data FILE --policy (uniform | FILE | =COLUMN) [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Estimates:",
            "  ips             unbiased, noisy where the policies differ much",
            "  snips           nearly unbiased, less noisy: the one to read first",
            "  clipped         weights cut at --clip: less noisy, too low",
            "  doubly-robust   a mean per action, corrected by ips",
            "",
            "Examples:",
            "  kindred experiment off-policy --data bts/men.csv.gz --policy uniform",
            "  kindred experiment off-policy --data log.csv --policy new.csv --reward value",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class ExperimentOffPolicyCommand implements Callable<Integer> {
    private static final List<String> ACTIONS = List.of("action", "item", "item_id", "arm");
    private static final List<String> REWARDS = List.of("reward", "click", "clicked", "value");
    private static final List<String> PROPENSITIES =
            List.of("propensity", "propensity_score", "pscore", "action_prob");

    @Option(
            names = {"-d", "--data"},
            paramLabel = "FILE",
            required = true,
            description = "The log: a table with a header, plain or gzip.")
    private String data = "";

    @Option(
            names = {"-p", "--policy"},
            paramLabel = "P",
            required = true,
            description =
                    "What is judged: uniform (every action equally often); a file with columns"
                            + " action and probability; or =COLUMN, a column of the log with the"
                            + " probability of its action under the policy.")
    private String policy = "";

    @Option(
            names = "--action",
            paramLabel = "COLUMN",
            description = "Column of actions (default: action, item, item_id or arm).")
    private @Nullable String action;

    @Option(
            names = "--reward",
            paramLabel = "COLUMN",
            description = "Column of rewards (default: reward, click or value).")
    private @Nullable String reward;

    @Option(
            names = "--propensity",
            paramLabel = "COLUMN",
            description = "Column of propensities (default: propensity, propensity_score, pscore).")
    private @Nullable String propensity;

    @Option(
            names = "--actions",
            paramLabel = "N",
            description = "Number of actions of uniform (default: those in the log).")
    private @Nullable Integer actions;

    @Option(
            names = "--clip",
            paramLabel = "W",
            description = "Largest weight of the clipped estimate (default: 10).")
    private double clip = OffPolicy.CLIP;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description = "Intervals cover with 1 - A (default: 0.05).")
    private double alpha = .05;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        OffPolicy evaluation = UsageException.check(() -> new OffPolicy(clip, alpha));
        if (actions != null && !policy.equals("uniform")) {
            throw new UsageException("--actions is for --policy uniform");
        }
        OffPolicyResult result;
        try {
            result =
                    policy.startsWith("=")
                            ? byColumn(policy.substring(1), evaluation)
                            : byAction(evaluation);
        } catch (IllegalStateException e) {
            throw new DataException("%s: %s".formatted(data, e.getMessage()), e);
        }
        write(result);
        result.warnings().forEach(warning -> common.note("warning: " + warning));
        return 0;
    }

    private OffPolicyResult byAction(OffPolicy evaluation) {
        Map<String, Double> target = policy.equals("uniform") ? Map.of() : target();
        var log = new DecisionLog();
        try (TableFile table = TableFile.open(data)) {
            int actionAt = column(table, action, ACTIONS, "--action");
            int rewardAt = column(table, reward, REWARDS, "--reward");
            int propensityAt = column(table, propensity, PROPENSITIES, "--propensity");
            while (table.next()) {
                String done = table.id(actionAt);
                add(table, () -> log.add(done, table.number(rewardAt), table.number(propensityAt)));
            }
        }
        if (log.size() == 0) {
            throw new DataException(data + " holds no decisions, only a header");
        }
        if (!policy.equals("uniform")) {
            return log.policy(target, evaluation);
        }
        int count = actions == null ? log.actions().size() : actions;
        return UsageException.check(() -> log.uniform(count, evaluation));
    }

    private OffPolicyResult byColumn(String name, OffPolicy evaluation) {
        try (TableFile table = TableFile.open(data)) {
            int rewardAt = column(table, reward, REWARDS, "--reward");
            int propensityAt = column(table, propensity, PROPENSITIES, "--propensity");
            int targetAt = table.column(name);
            while (table.next()) {
                add(
                        table,
                        () ->
                                evaluation.add(
                                        table.number(rewardAt),
                                        table.number(propensityAt),
                                        table.number(targetAt)));
            }
        }
        return evaluation.result();
    }

    private static void add(TableFile table, Runnable adding) {
        try {
            adding.run();
        } catch (IllegalArgumentException e) {
            throw table.error(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Double> target() {
        var target = new LinkedHashMap<String, Double>();
        try (TableFile table = TableFile.open(policy)) {
            int actionAt = column(table, null, ACTIONS, "the header");
            int probabilityAt = table.column("probability");
            while (table.next()) {
                String id = table.id(actionAt);
                if (target.put(id, table.number(probabilityAt)) != null) {
                    throw table.error("action \"%s\" is given twice".formatted(id));
                }
            }
        }
        return target;
    }

    private static int column(
            TableFile table, @Nullable String named, List<String> usual, String option) {
        if (named != null) {
            return table.column(named);
        }
        for (String name : usual) {
            if (table.columns().contains(name)) {
                return table.columns().indexOf(name);
            }
        }
        throw new DataException(
                "%s has no column %s; its columns are %s. Maybe %s names it"
                        .formatted(
                                table.name(),
                                usual.get(0),
                                String.join(", ", table.columns()),
                                option));
    }

    private static List<PolicyValue> shown(OffPolicyResult result) {
        return result.values().stream()
                .filter(value -> value.estimator() != PolicyValue.Estimator.DIRECT)
                .toList();
    }

    private void write(OffPolicyResult result) throws IOException {
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> Json.write(out, json(result));
            case CSV -> {
                Csv.line(out, "estimator", "value", "standard_error", "low", "high");
                for (PolicyValue value : shown(result)) {
                    Csv.line(
                            out,
                            value.estimator().label(),
                            value.value(),
                            value.standardError(),
                            value.low(),
                            value.high());
                }
            }
            case TABLE -> table(out, result);
        }
    }

    private static Map<String, Object> json(OffPolicyResult result) {
        var map = new LinkedHashMap<String, Object>();
        map.put("decisions", result.decisions());
        map.put("logged", result.logged());
        var values = new ArrayList<Map<String, Object>>();
        for (PolicyValue value : shown(result)) {
            var one = new LinkedHashMap<String, Object>();
            one.put("estimator", value.estimator().label());
            one.put("value", value.value());
            one.put("standardError", value.standardError());
            one.put("low", value.low());
            one.put("high", value.high());
            values.add(one);
        }
        map.put("values", values);
        map.put("effectiveSize", result.effectiveSize());
        map.put("largestWeight", result.largestWeight());
        map.put("meanWeight", result.meanWeight());
        map.put("warnings", result.warnings());
        return map;
    }

    private void table(Writer out, OffPolicyResult result) throws IOException {
        var table = new Table("policy", "estimate", "value", "interval");
        table.row("the log's own", "mean", number(result.logged()), "");
        for (PolicyValue value : shown(result)) {
            table.row(
                    policy,
                    value.estimator().label(),
                    number(value.value()),
                    "%s to %s".formatted(number(value.low()), number(value.high())));
        }
        table.write(out, common.terminal().columns());
        out.write(
                String.format(
                        Locale.ROOT,
                        "%s decisions tell as much as %s of the policy itself (effective size); largest weight %.4g%n",
                        Numbers.grouped(result.decisions()),
                        Numbers.grouped(Math.round(result.effectiveSize())),
                        result.largestWeight()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
