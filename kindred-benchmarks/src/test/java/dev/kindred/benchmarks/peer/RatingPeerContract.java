package dev.kindred.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer that predicts ratings must do. */
public abstract class RatingPeerContract {
    @TempDir private Path folder;

    /** The peer, with few factors and epochs. */
    protected abstract Peer peer(String train, String test) throws Exception;

    @Test
    void trainsAndPredictsWhatItKnows() throws Exception {
        TinyRatings ratings = TinyRatings.in(folder);
        Peer peer = peer(ratings.train().toString(), ratings.test().toString());
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
