package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options for the data make of one log of events. */
class DataOptionsTest {
    @TempDir private Path folder;

    /** Item and number of users of what is left, as "a:2 b:1", by the list for a stranger. */
    private String counts(Path data, Object... options) {
        var args =
                new ArrayList<Object>(
                        List.of("recommend", "--data", data, "-a", "popular", "--user", "nobody"));
        args.addAll(List.of("--quiet"));
        args.addAll(Arrays.asList(options));
        var items = CommandRun.list(CommandRun.good(args.toArray()).object(), "items");
        return String.join(
                " ",
                items.stream()
                        .map(
                                item ->
                                        "%s:%.0f"
                                                .formatted(
                                                        item.get("item"),
                                                        (double) item.get("score")))
                        .toList());
    }

    private Path events() {
        return CommandRun.file(
                folder,
                "events.csv",
                """
                user,item,event,value,timestamp
                u,a,view,1,1000
                v,a,view,1,2000
                w,a,buy,1,3000
                u,b,buy,1,4000
                v,b,return,1,5000
                w,c,view,1,6000
                """);
    }

    @Test
    void weightsLeaveOutTypesOrMakeThemDislikes() {
        assertThat(counts(events())).isEqualTo("a:3 b:2 c:1");
        assertThat(counts(events(), "--weight", "view=0")).isEqualTo("b:2 a:1");
        assertThat(counts(events(), "--weight", "view=0", "--weight", "return=-1"))
                .isEqualTo("a:1 b:1");
    }

    @Test
    void aTimeWindowIncludesItsStartAndExcludesItsEnd() {
        assertThat(counts(events(), "--from", "2000", "--to", "4000")).isEqualTo("a:2");
        assertThat(counts(events(), "--from", "1970-01-01T01:06:40Z")).isEqualTo("b:2 c:1");
        assertThat(counts(events(), "--to", "1970-01-01T00:50:00Z")).isEqualTo("a:2");
    }

    @Test
    void rareUsersAndItemsAreLeftOut() {
        assertThat(counts(events(), "--min-per-item", 2)).isEqualTo("a:3 b:2");
        // Without b and c, w has a alone: with both limits nobody but u and v is left.
        assertThat(counts(events(), "--min-per-item", 2, "--min-per-user", 2)).isEqualTo("a:2 b:2");
    }

    @Test
    void repeatsAreMergedAsAsked() {
        Path repeats =
                CommandRun.file(folder, "r.csv", "user,item,rating\nu,a,5\nu,a,1\nu,a,2\nv,b,3\n");
        // Likes from 3 on: first 5, last 2, sum 8, max 5.
        assertThat(counts(repeats, "--likes-from", 3, "--dedupe", "first")).isEqualTo("a:1 b:1");
        assertThat(counts(repeats, "--likes-from", 3)).isEqualTo("b:1");
        assertThat(counts(repeats, "--likes-from", 8, "--dedupe", "sum")).isEqualTo("a:1");
        assertThat(counts(repeats, "--likes-from", 5, "--dedupe", "MAX")).isEqualTo("a:1");
    }

    @Test
    void columnsAndFormatCanBeNamed() {
        Path odd = CommandRun.file(folder, "odd.csv", "who,what,stars\nu,a,5\nv,a,4\nv,b,3\n");
        assertThat(counts(odd, "--columns", "user=who,item=what,value=stars")).isEqualTo("a:2 b:1");
        Path bare = CommandRun.file(folder, "bare.txt", "a u 5\na v 4\nb v 3\n");
        assertThat(counts(bare, "--columns", "item,user,value", "--input-format", "csv"))
                .isEqualTo("a:2 b:1");
        Path lines = CommandRun.file(folder, "lines.txt", "u a b\nv a\n");
        assertThat(counts(lines, "--input-format", "adjacency")).isEqualTo("a:2 b:1");
    }
}
