package dev.kindred.cli;

import dev.kindred.data.Dedupe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How interactions are read and prepared; the same words for every command that reads data. */
final class DataOptions {
    @Option(
            names = "--items",
            paramLabel = "FILE",
            description =
                    "Attributes of items: CSV with a header, the id first, several values of a"
                            + " field separated by \"|\"; or JSON lines. The fields title or name"
                            + " are shown with items.")
    @Nullable String items;

    @Option(names = "--users", paramLabel = "FILE", description = "Attributes of users.")
    @Nullable String users;

    @Option(
            names = "--columns",
            paramLabel = "SPEC",
            description =
                    "Which column is what: user=uid,item=mid,value=stars,time=ts,type=event by"
                            + " name, or user,item,value,time by position (then there is no"
                            + " header). Guessed if not given.")
    @Nullable String columns;

    @Option(
            names = "--input-format",
            paramLabel = "FORMAT",
            description =
                    "csv, tsv, json-lines, movielens or adjacency (user item item ...). Guessed if"
                            + " not given.")
    @Nullable String inputFormat;

    @Option(
            names = "--strict",
            description =
                    "Stops at the first bad line. Without it bad lines are left out, counted and"
                            + " reported, and the exit code is 1.")
    boolean strict;

    @Option(
            names = "--weight",
            paramLabel = "TYPE=W",
            description =
                    "Multiplies the values of one type of interaction; 0 leaves it out, a negative"
                            + " one makes it a dislike. Repeatable.")
    Map<String, Double> weights = new LinkedHashMap<>();

    @Option(
            names = "--dedupe",
            paramLabel = "RULE",
            description =
                    "What becomes of several interactions of a user with an item: first, last"
                            + " (default), sum or max.")
    Dedupe dedupe = Dedupe.LAST;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Leaves out what was earlier: 2026-01-31, 2026-01-31T12:00:00Z or seconds since"
                            + " 1970.")
    @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Leaves out what was then or later.")
    @Nullable String to;

    @Option(
            names = "--likes-from",
            paramLabel = "T",
            description =
                    "Turns ratings into likes: those of at least T count 1, others are left out.")
    @Nullable Double likesFrom;

    @Option(
            names = "--min-per-user",
            paramLabel = "N",
            description = "Leaves out users with fewer interactions.")
    int minPerUser = 1;

    @Option(
            names = "--min-per-item",
            paramLabel = "N",
            description = "Leaves out items with fewer interactions.")
    int minPerItem = 1;

    /** All files that are read. */
    List<String> sources(@Nullable String data) {
        return Stream.of(data, items, users).filter(Objects::nonNull).toList();
    }
}
