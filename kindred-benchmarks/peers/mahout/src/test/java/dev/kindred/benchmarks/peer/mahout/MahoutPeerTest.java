package dev.kindred.benchmarks.peer.mahout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MahoutPeerTest {
    @TempDir Path folder;

    @Test
    void trainsAndPredictsWhatItKnows() throws Exception {
        var ratings = new ArrayList<String>();
        for (int user = 1; user <= 20; user++) {
            for (int item = 1; item <= 15; item++) {
                if ((user * item) % 4 != 0) {
                    ratings.add(user + "," + item + "," + (1 + (user + item) % 5));
                }
            }
        }
        Path train = Files.write(folder.resolve("train.csv"), ratings);
        Path test = Files.write(folder.resolve("test.csv"), List.of("1,5,3", "2,2,4", "99,1,5"));
        var peer =
                new MahoutPeer(
                        new String[] {train.toString(), test.toString(), "parallel", "4", "5"});
        peer.run("train");
        Path answers = folder.resolve("answers.csv");
        peer.write(answers);
        List<String> lines = Files.readAllLines(answers);
        assertThat(lines).filteredOn(line -> !line.startsWith("99,")).hasSize(2);
        for (String line : lines) {
            assertThat(Double.parseDouble(line.split(",")[2])).isFinite();
        }
    }
}
