package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Interaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionFilesTest {
    @TempDir Path folder;

    private InteractionFiles.Result read(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return InteractionFiles.read(file.toString(), ReadOptions.defaults());
    }

    @Test
    void readsCsvWithHeaderAndReportsBadLines() throws IOException {
        InteractionFiles.Result result =
                read("r.csv", "userId,movieId,rating,timestamp\n1,10,4.5,978300760\n2,11,x,1\n");
        assertThat(result.log())
                .containsExactly(
                        new Interaction("1", "10", Interaction.RATING, 4.5, 978_300_760_000L));
        assertThat(result.report().lines()).isEqualTo(2);
        assertThat(result.report().accepted()).isEqualTo(1);
        assertThat(result.report().examples()).hasSize(1);
        assertThat(result.report().examples().get(0).line()).isEqualTo(3);
    }
}
