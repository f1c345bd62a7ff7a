package dev.kindred.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.model.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir private Path folder;

    private String events() {
        return Events.csv(folder.resolve("events.csv"), Events.random(30, 20, 400, 2)).toString();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void fromEventsToAModelFile() throws Exception {
        JobRun prepared =
                JobRun.good("prepare", "--data", events(), "--split", "last:1", "-o", at("p"));
        assertThat(prepared.err()).contains(" users, 20 items", "from 400 rows (0 rejected");
        assertThat(prepared.out()).isEmpty();
        JobRun.good(
                "train",
                "--data",
                at("p"),
                "-a",
                "rp3beta",
                "--set",
                "beta=.2",
                "-o",
                at("m"),
                "--with-users");
        ModelFile file = ModelFile.read(folder.resolve("m"));
        assertThat(file.info().config()).containsEntry("beta", "0.2");
        assertThat(file.dataset()).isNotNull();
        JobRun lists =
                JobRun.good(
                        "recommend",
                        "--model",
                        at("m"),
                        "--data",
                        at("p"),
                        "-n",
                        "3",
                        "-o",
                        at("l"),
                        "--format",
                        "csv");
        assertThat(lists.err()).contains("lists of 3 for", "users/s");
        JobRun measured =
                JobRun.good(
                        "evaluate",
                        "--model",
                        at("m"),
                        "--data",
                        at("p"),
                        "--metrics",
                        "hit-rate@5");
        assertThat(measured.out())
                .startsWith("{\"algorithm\":\"rp3beta\",\"metrics\":{\"hit-rate@5\":0.")
                .containsPattern("\"users\":\\d+}");
        JobRun.of("recommend", "--model", at("m"), "--data", at("p"), "-o", at("l"))
                .bad(2, "is there already");
        JobRun.of("recommend", "--model", at("none"), "--data", at("p"), "-o", at("l2"))
                .bad(1, "none");
        JobRun.of(
                        "recommend",
                        "--model",
                        at("m"),
                        "--data",
                        at("p"),
                        "-o",
                        at("l3"),
                        "--filter",
                        "colour = 'red'")
                .bad(2, "colour");
    }

    @Test
    void badRowsAreToldAndMakeTheExitCodeOne() throws Exception {
        Path file = Files.writeString(folder.resolve("b.csv"), "user,item,rating\nu,i,4\nu,j,x\n");
        JobRun.of("prepare", "--data", file.toString(), "-o", at("p"))
                .bad(
                        1,
                        "1 rejected",
                        "rejected 1: the value is not a finite number, such as \"x\"");
    }

    @Test
    void whatIsThereIsNotOverwritten() {
        JobRun.of("prepare", "--data", events(), "-o", folder.toString())
                .bad(2, "is there already");
    }

    @Test
    void errorsNameWhatIsWrong() throws Exception {
        JobRun.of("prepare", "--data", at("none.csv"), "-o", at("p")).bad(1, "none.csv");
        JobRun.of("train", "--data", at("none"), "-a", "popular", "-o", at("m"))
                .bad(1, at("none") + ": there is no such file or folder");
        Path empty = Files.writeString(folder.resolve("e.csv"), "user,item\n,i\n,j\n");
        JobRun.of("prepare", "--data", empty.toString(), "-o", at("p"))
                .bad(1, "no event is left of 2 rows", "the user is empty");
        Path odd = Files.writeString(folder.resolve("o.csv"), "alpha,beta\nx,y\n");
        JobRun.of("prepare", "--data", odd.toString(), "-o", at("p"))
                .bad(1, "no column for the user", "--columns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1|prepare --data IN/none.csv -o IN/p|/none.csv: there is no such file or folder",
                "1|prepare --data IN/events.csv --data IN/*.json -o IN/p|/*.json: there is no such",
                "1|train --data IN/none -a popular -o IN/m|/none: there is no such",
                "1|recommend --data IN --model IN/none -o IN/l|/none: there is no such",
                "1|evaluate --data IN --model IN/none|/none: there is no such",
                "2|prepare --data IN/events.csv -o IN|is there already",
                "2|recommend --data IN --model IN/events.csv -o IN|is there already",
                "2|prepare --data IN -o IN/p|/p is inside ",
                "2|prepare --data IN/e* --data IN -o IN/a/b|/b is inside ",
                "2|train --data IN -a popular -o IN/m|/m is inside ",
                "2|recommend --data IN --model IN/events.csv -o IN/lists|/lists is inside "
            })
    void pathsThatCannotBeAreRefusedBeforeSparkStarts(String line) {
        events();
        String[] parts = line.split("\\|");
        JobRun.ofLine(parts[1].replace("IN", folder.toString()).split(" "))
                .bad(Integer.parseInt(parts[0]), parts[2]);
        assertThat(folder).isDirectoryNotContaining("glob:**/{p,m,l,a,lists}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|a job is needed",
                "prepar|unknown job \"prepar\"",
                "prepare|--data",
                "prepare --data x -o y --split cv:5|not for Spark",
                "prepare --data x -o y --split sometimes|unknown split",
                "prepare --data x -o y --from tomorrow|--from: the time is neither",
                "prepare --data x -o y --input-format xml|unknown input format \"xml\"",
                "prepare --data x -o y --min-per-user 0|minPerUser",
                "train --data x -o y -a slim|kindred train",
                "train --data x -o y -a rp3bata|unknown algorithm \"rp3bata\" (did you mean \"rp3beta\"?)",
                "train --data x -o y -a rp3beta --set bata=1|bata",
                "train --data x -o y -a item-knn --set mode=rating|on one machine (kindred train)",
                "train --data x -o y -a ials --set regularizationExponent=1.5|regularizationExponent must be 1",
                "train --data x -o y -a popular --blocks -1|blocks",
                "recommend --data x -o y --model m -n 0|must be at least 1",
                "recommend --data x -o y|--model",
                "evaluate --data x --model m --metrics coverage@10|coverage@10",
                "evaluate --data x --model m --metrics ndgc@10|ndcg",
                "train --data x -o y -a popular --bloks 1|--blocks"
            })
    void wrongUsageIsRefusedBeforeSparkStarts(String line) {
        String[] parts = line.split("\\|");
        String[] args = parts[0].isEmpty() ? new String[0] : parts[0].split(" ");
        JobRun.ofLine(args).bad(2, parts[1], "--help");
    }

    @Test
    void helpHasExamples() {
        for (String job : new String[] {"prepare", "train", "recommend", "evaluate"}) {
            JobRun help = JobRun.ofLine(job, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("Example", "  " + job + " --", "--data", "--seed");
        }
        assertThat(JobRun.ofLine("--help").out()).contains("spark-submit --class");
        assertThat(JobRun.ofLine("--version").out()).startsWith("kindred spark 0.");
    }
}
