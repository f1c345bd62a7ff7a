package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testkit.ExternalData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviseCommandTest {
    @TempDir private Path folder;

    private static final Path RATINGS = ExternalData.movielensSmall("ratings.csv.gz");
    private static final Path MOVIES = ExternalData.movielensSmall("movies.csv.gz");

    @Test
    void profilesTheDemoData() {
        Map<String, Object> advice =
                CommandRun.good("advise", "--data", RATINGS, "--items", MOVIES).object();
        Map<String, Object> profile = CommandRun.map(advice, "profile");
        assertThat(profile)
                .containsEntry("users", 671.0)
                .containsEntry("interactions", 100004.0)
                .containsEntry("feedback", "explicit");
        assertThat(CommandRun.map(profile, "values")).containsEntry("max", 5.0);
        assertThat(CommandRun.list(profile, "itemAttributes"))
                .extracting(field -> field.get("name"))
                .containsExactly("title", "year", "genres");
        List<Map<String, Object>> suggestions = CommandRun.list(advice, "suggestions");
        assertThat(suggestions)
                .extracting(one -> one.get("algorithm"))
                .contains("item-knn", "user-knn", "popular", "bias");
        assertThat(suggestions)
                .allSatisfy(one -> assertThat(one.get("reason")).asString().isNotEmpty());
    }

    @Test
    void theTablePlotsDistributionsAndNamesTheNextCommand() {
        String text = CommandRun.good("advise", "--data", RATINGS, "--format", "table").out();
        assertThat(text)
                .contains("671 users, 9,066 items, 100,004 interactions")
                .contains("ratings from 0.5 to 5")
                .contains("█")
                .contains("compare: kindred evaluate --data ");
    }

    @Test
    void findsFaultsOfSmallData() {
        Path data =
                CommandRun.file(
                        folder,
                        "odd.csv",
                        "user,item,rating,time\na,x,5,1\na,x,4,2\nA,y,5,99999999999\n");
        Map<String, Object> advice = CommandRun.good("advise", "-d", data).object();
        assertThat(CommandRun.list(advice, "findings"))
                .extracting(finding -> finding.get("code"))
                .contains("duplicates", "future", "few", "look-alike-users");
    }

    @Test
    void csvHoldsOneLineForEachSuggestion() {
        String csv =
                CommandRun.good("advise", "--data", Samples.textbook(folder), "--format", "csv")
                        .out();
        assertThat(csv.lines().findFirst()).contains("task,algorithm,settings,reason");
        assertThat(csv).contains("lists,popular,");
    }

    @Test
    void aMissingFileIsAnError() {
        CommandRun run = CommandRun.bad(1, "advise", "--data", folder.resolve("none.csv"));
        assertThat(run.err()).contains("none.csv");
        CommandRun.bad(2, "advise");
    }
}
