package dev.kindred.benchmarks.peer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPeerTest {
    @TempDir Path folder;

    @Test
    void trainsAndListsUnseenItemsForAllUsers() throws Exception {
        var ratings = new ArrayList<String>();
        for (int user = 1; user <= 12; user++) {
            for (int item = 1; item <= 9; item++) {
                if ((user + item) % 3 != 0) {
                    ratings.add(user + "," + item + ",1");
                }
            }
        }
        Path train = Files.write(folder.resolve("train.csv"), ratings);
        var peer = new SparkPeer(new String[] {train.toString(), "4", "3", "10", "0.1"});
        peer.run("train");
        peer.run("lists");
        Path answers = folder.resolve("answers.csv");
        peer.write(answers);
        List<String> lists = Files.readAllLines(answers);
        assertThat(lists).hasSize(12);
        for (String list : lists) {
            String[] ids = list.split(",");
            assertThat(ids).hasSize(1 + 3); // every user lacks three of the nine items
            for (int k = 1; k < ids.length; k++) {
                assertThat((Integer.parseInt(ids[0]) + Integer.parseInt(ids[k])) % 3).isZero();
            }
        }
    }
}
