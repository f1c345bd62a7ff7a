package dev.kindred.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerProcessTest {
    @TempDir private Path folder;

    private PeerProcess start(String... settings) throws Exception {
        TinyRatings ratings = TinyRatings.in(folder);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("dev.kindred.benchmarks.peer.KindredPeer");
        command.addAll(List.of(ratings.train().toString(), ratings.test().toString()));
        command.addAll(List.of(settings));
        return PeerProcess.start("Kindred", command, folder.resolve("log.txt"));
    }

    @Test
    void aProcessTrainsAndPredictsWhatItKnows() throws Exception {
        Path answers = folder.resolve("answers.csv");
        try (PeerProcess peer = start("biased-mf", "factors=4", "epochs=3")) {
            assertThat(peer.run("train")).isPositive();
            peer.write(answers);
            assertThat(peer.megabytes()).isNotNegative();
        }
        assertThat(Files.readAllLines(answers))
                .hasSize(2)
                .allMatch(line -> Double.isFinite(Double.parseDouble(line.split(",")[2])));
    }

    @Test
    void aProcessListsUnseenItemsForAllUsers() throws Exception {
        Path answers = folder.resolve("answers.csv");
        try (PeerProcess peer = start("popular")) {
            peer.run("train");
            assertThat(peer.run("lists")).isPositive();
            peer.write(answers);
        }
        List<String> lines = Files.readAllLines(answers);
        assertThat(lines).hasSize(15); // users 4, 8, 12, 16 and 20 have nothing
        for (String line : lines) {
            String[] ids = line.split(",");
            for (int k = 1; k < ids.length; k++) {
                assertThat(Integer.parseInt(ids[0]) * Integer.parseInt(ids[k]) % 4).isZero();
            }
        }
    }

    @Test
    void aProcessThatFailsIsNamedWithItsLog() {
        assertThatThrownBy(() -> start("no-such-algorithm").run("train"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Kindred ended before it answered \"seconds\"")
                .hasMessageContaining("log.txt");
    }
}
