package dev.kindred.cli;

import dev.kindred.data.AttributeRow;
import dev.kindred.internal.Checks;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is known of new users, and places for new items. */
final class ColdOptions {
    @Option(
            names = "--user-attributes",
            paramLabel = "SPEC",
            description =
                    "What is known of the user: gender=F,age=25. The list follows people with the"
                            + " same attributes (of --users), and --history as far as it goes.")
    @Nullable String userAttributes;

    @Option(
            names = "--explore",
            paramLabel = "N",
            description =
                    "So many places of each list, never the first, go to items with few"
                            + " interactions, by Thompson sampling; the same all day for a user"
                            + " (default: 0).")
    int explore;

    @Option(
            names = "--explore-below",
            paramLabel = "N",
            description = "Items with fewer interactions are new (default: 20).")
    int exploreBelow = 20;

    @Option(
            names = "--day",
            paramLabel = "DATE",
            description = "The day to explore for, such as 2026-01-31 (default: today, UTC).")
    @Nullable String day;

    void check() {
        UsageException.check(() -> Checks.notNegative("--explore", explore));
        UsageException.check(() -> Checks.positive("--explore-below", exploreBelow));
        epochDay();
    }

    AttributeRow attributes() {
        return userAttributes == null
                ? AttributeRow.NONE
                : AttributeText.parse("--user-attributes", userAttributes);
    }

    long epochDay() {
        try {
            return (day == null ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(day))
                    .toEpochDay();
        } catch (DateTimeParseException e) {
            throw new UsageException(
                    "--day must be a date such as 2026-01-31, but is \"%s\"".formatted(day));
        }
    }
}
