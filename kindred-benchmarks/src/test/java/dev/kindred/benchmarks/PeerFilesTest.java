package dev.kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.InteractionLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerFilesTest {
    @TempDir private Path folder;

    private Path file(String name, String... lines) throws Exception {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    @Test
    void interactionsAreWrittenWithTheirValues() throws Exception {
        var log = new InteractionLog();
        log.add("u1", "i2", "", 3.5, 7);
        Path file = folder.resolve("log.csv");
        PeerFiles.write(log, file);
        assertThat(Files.readString(file)).isEqualTo("u1,i2,3.5\n");
    }

    @Test
    void ratingsAreClippedAndCounted() throws Exception {
        Path test = file("test.csv", "1,1,5", "1,2,3", "2,1,1");
        // errors: 6 -> 5 is right, 4 is 1 off: sqrt((0 + 1) / 2)
        Path answers = file("answers.csv", "1,1,6.0", "1,2,4.0");
        assertThat(PeerFiles.ratingQuality(answers, test)).isEqualTo("rmse 0.7071 on 2 of 3");
    }

    @Test
    void recallIsTheMeanOverAllUsersOfTheTestSet() throws Exception {
        Path test = file("test.csv", "1,a,1", "1,b,1", "2,c,1");
        // User 1 has one of two, user 2 has no list: (1/2 + 0) / 2
        Path answers = file("answers.csv", "1,a,x", "9,c");
        assertThat(PeerFiles.listQuality(answers, test)).isEqualTo("recall@20 0.2500");
    }
}
