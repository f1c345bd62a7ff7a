package dev.kindred.cli;

import dev.kindred.internal.Suggestion;
import dev.kindred.store.ApiKey;
import dev.kindred.store.Keys;
import dev.kindred.store.Store;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        header = "Makes a key and prints it, this once.",
        customSynopsis = "kindred keys create --name NAME --scope SCOPE [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred keys create --name boss --scope admin --data-dir shop"
        })
final class KeysCreateCommand implements Callable<Integer> {
    private static final List<String> SCOPES = List.of("read", "write", "admin");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "What the key is for.")
    private String name = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            split = ",",
            required = true,
            description = "read, write or admin; several with commas.")
    private List<String> scopes = List.of();

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "The only project that it opens (default: all).")
    private @Nullable String project;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When it ends: a date, or a time in UTC (default: never).")
    private @Nullable String expires;

    @Mixin private StoreOptions options;
    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        Set<ApiKey.Scope> wanted = wanted();
        Long end = expires == null ? null : time(expires);
        try (Store store = options.open()) {
            if (project != null) {
                store.project(project); // must be there
            }
            Keys.Created made = store.keys().create(name, project, wanted, end);
            store.audit().add("command line", "key.create", project, made.key().id(), null);
            if (common.format() == OutputFormat.TABLE) {
                common.note("key %s; it is not shown again:".formatted(made.key().id()));
                common.terminal().out().write(made.token() + "\n");
            } else {
                Json.write(
                        common.terminal().out(),
                        Map.of("id", made.key().id(), "key", made.token()));
            }
        }
        return 0;
    }

    private Set<ApiKey.Scope> wanted() {
        var wanted = EnumSet.noneOf(ApiKey.Scope.class);
        for (String scope : scopes) {
            if (!SCOPES.contains(scope)) {
                throw new UsageException(
                        "--scope must be one of %s, but is \"%s\"%s"
                                .formatted(
                                        String.join(", ", SCOPES),
                                        scope,
                                        Suggestion.didYouMean(scope, SCOPES)));
            }
            wanted.add(ApiKey.Scope.valueOf(scope.toUpperCase(Locale.ROOT)));
        }
        return wanted;
    }

    private static long time(String text) {
        try {
            Instant time =
                    text.length() == "2027-01-01".length()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text);
            if (time.isBefore(Instant.now())) {
                throw new UsageException("--expires must be in the future, but is " + text);
            }
            return time.toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new UsageException(
                    "--expires must be a date or time such as 2027-01-01 or 2027-01-01T12:00:00Z, but is \"%s\""
                            .formatted(text));
        }
    }
}
