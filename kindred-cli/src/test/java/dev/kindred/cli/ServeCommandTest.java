package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    @TempDir private Path folder;

    @Test
    void printsWhatIsInForceAndFromWhere() throws IOException {
        Path config = Files.writeString(folder.resolve("kindred.yaml"), "server:\n  port: 9000\n");
        String shown =
                CommandRun.good(
                                "serve",
                                "--config",
                                config.toString(),
                                "--host",
                                "localhost",
                                "--print-config")
                        .out();
        assertThat(shown)
                .containsPattern("server.port: 9000 +# kindred.yaml:2")
                .containsPattern("server.host: localhost +# flag --host")
                .containsPattern("store: sqlite +# default");
    }

    @Test
    void aWrongConfigurationIsToldWithItsPlace() throws IOException {
        Path config = Files.writeString(folder.resolve("kindred.yaml"), "server:\n  prot: 9000\n");
        assertThat(CommandRun.bad(2, "serve", "--config", config.toString()).err())
                .contains("kindred.yaml")
                .contains("did you mean \"port\"?");
        assertThat(CommandRun.bad(2, "serve", "--port", "x").err()).contains("0 to 65535");
        assertThat(CommandRun.bad(1, "serve", "--config", folder + "/none.yaml").err())
                .contains("no such file");
    }

    @Test
    void aTakenPortIsToldInWords() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            String data = folder.resolve("data").toString();
            assertThat(CommandRun.bad(1, "serve", "--data-dir", data, "--port", port).err())
                    .contains("cannot listen on 127.0.0.1, port " + port);
        }
    }

    @Test
    void otherMachinesAreNotAnsweredWithoutAKey() {
        String data = folder.resolve("data").toString();
        assertThat(CommandRun.bad(1, "serve", "--data-dir", data, "--host", "0.0.0.0").err())
                .contains("loopback address only");
    }

    @Test
    void aStoreOfANewerKindredIsNotTouched() throws Exception {
        Path data = folder.resolve("data");
        Stores.open("sqlite", data, Clock.systemUTC()).close();
        Path file = data.resolve("kindred.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into kindred_schema select installed_rank + 98, '99', 'future', type, 'V99__future.sql', 1, installed_by, installed_on, 1, 1 from kindred_schema where version = '1'");
        }
        byte[] before = Files.readAllBytes(file);
        assertThat(CommandRun.bad(1, "serve", "--data-dir", data.toString(), "--port", "0").err())
                .contains("schema 99")
                .contains("Maybe it was written by a newer Kindred")
                .doesNotContain("Exception");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
