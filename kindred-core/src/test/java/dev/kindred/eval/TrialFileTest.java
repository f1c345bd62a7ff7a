package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.io.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialFileTest {
    private static final Trial GOOD =
            new Trial(
                    1,
                    Map.of("rate", "1.0E-4", "kind", "a \"b\"\n"),
                    Trial.Status.COMPLETE,
                    List.of(0.1, 1 / 3.0),
                    1.5,
                    "");
    private static final Trial FAILED =
            new Trial(2, Map.of("rate", "2.0"), Trial.Status.FAILED, List.of(), 0.25, "epoch 3");

    @TempDir private Path folder;
    private Path path;
    private final Map<String, String> search = new LinkedHashMap<>();

    @BeforeEach
    void describe() {
        path = folder.resolve("tune.jsonl");
        search.put("algorithm", "ease");
        search.put("metric", "ndcg@10");
        search.put("seed", "42");
    }

    private TrialFile open() throws IOException {
        return new TrialFile(path, search, "ndcg@10");
    }

    private void write(Trial... trials) throws IOException {
        try (TrialFile file = open()) {
            for (Trial trial : trials) {
                file.append(trial);
            }
        }
    }

    private List<Trial> read() throws IOException {
        try (TrialFile file = open()) {
            return file.trials();
        }
    }

    @Test
    void trialsComeBackToTheLastDigit() throws IOException {
        write(GOOD);
        write(FAILED);
        assertThat(read()).containsExactly(GOOD, FAILED);
        assertThat(Files.readAllLines(path))
                .containsExactly(
                        "{\"algorithm\":\"ease\",\"metric\":\"ndcg@10\",\"seed\":\"42\"}",
                        Files.readAllLines(path).get(1),
                        "{\"trial\":2,\"status\":\"failed\",\"metric\":\"ndcg@10\",\"seconds\":0.25,"
                                + "\"settings\":{\"rate\":\"2.0\"},\"values\":[],\"error\":\"epoch 3\"}");
    }

    @Test
    void aLineThatWasCutIsLeftOutAndOverwritten() throws IOException {
        write(GOOD, FAILED);
        byte[] all = Files.readAllBytes(path);
        for (int length = 0; length <= all.length; length++) {
            byte[] cut = Arrays.copyOf(all, length);
            Files.write(path, cut);
            long lines =
                    new String(cut, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
            List<Trial> whole = List.of(GOOD, FAILED).subList(0, (int) Math.max(0, lines - 1));
            assertThat(read()).as("cut at %d", length).isEqualTo(whole);
            write(FAILED);
            var appended = new ArrayList<>(whole);
            appended.add(FAILED);
            assertThat(read()).isEqualTo(appended);
        }
    }

    @Test
    void anotherSearchIsAnErrorThatNamesTheDifference() throws IOException {
        write(GOOD);
        byte[] before = Files.readAllBytes(path);
        search.put("metric", "recall@20");
        assertThatThrownBy(this::open)
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "tune.jsonl holds a search with metric ndcg@10, but now it is recall@20");
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes of mine",
                "notes of mine\nin two lines\n",
                "{\"algorithm\":\"ease\"",
                "{\"other\": 1}",
                "[1]\n",
                "\n",
                "{\"algorithm\":[1]}\n"
            })
    void otherFilesAreLeftAlone(String text) throws IOException {
        // A beginning of our own first line is an interrupted search; this one is not ours:
        Files.writeString(path, text.replace("ease\"", "popular\""));
        assertThatThrownBy(this::open).isInstanceOf(DataException.class);
        assertThat(path).hasContent(text.replace("ease\"", "popular\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "no json",
                "{\"trial\":1}",
                "{\"trial\":0,\"status\":\"failed\",\"seconds\":1}",
                "{\"trial\":1,\"status\":\"complete\",\"seconds\":1,\"values\":[]}",
                "{\"trial\":1,\"status\":\"odd\",\"seconds\":1,\"values\":[1]}",
                "{\"trial\":1,\"status\":\"complete\",\"seconds\":1,\"values\":[\"x\"]}",
                "{\"trial\":1,\"status\":\"complete\",\"seconds\":1,\"values\":[1],\"settings\":{\"a\":[]}}"
            })
    void brokenLinesAreNamed(String line) throws IOException {
        write(GOOD);
        Files.writeString(path, line + "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(this::open)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("tune.jsonl line 3 is no line of a search");
    }

    @Test
    void onlyOneSearchMayHaveItOpen() throws IOException {
        try (TrialFile first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("is in use by another search");
            first.append(GOOD);
        }
        assertThat(read()).containsExactly(GOOD);
    }

    @Test
    void aFolderIsNoFile() {
        path = folder;
        assertThatThrownBy(this::open)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is no regular file");
    }
}
