package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.KindredServer;
import dev.kindred.store.Store;
import dev.kindred.store.cache.CacheSettings;
import dev.kindred.store.cache.MemoryCache;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Import into and export from a folder or a server. */
class StoredDataCommandsTest {
    @TempDir private Path folder;

    private Path ratings() {
        return CommandRun.file(
                folder,
                "ratings.csv",
                "userId,movieId,rating,timestamp\nu1,a,4.5,1260759108\nu2,b,3,1260759109\n");
    }

    private Path items() {
        return CommandRun.file(folder, "items.csv", "movieId,title,year\na,Heat,1995\n,x,1\n");
    }

    @Test
    void aFolderTakesFilesAndGivesThemBack() throws IOException {
        Path data = folder.resolve("shop");
        CommandRun run = CommandRun.good("import", ratings(), "--data-dir", data);
        assertThat(run.err()).contains("2 events are stored");
        Path out = folder.resolve("events.csv");
        CommandRun.good("export", "--data-dir", data, "-o", out);
        assertThat(Files.readString(out))
                .isEqualTo(
                        "user,item,type,value,time,eventId,session,recommendationId\r\n"
                                + "u1,a,rating,4.5,2009-12-14T02:51:48Z,,,\r\n"
                                + "u2,b,rating,3.0,2009-12-14T02:51:49Z,,,\r\n");
        CommandRun items = CommandRun.of("import", items(), "--kind", "items", "--data-dir", data);
        assertThat(items.code()).isEqualTo(1); // a line without id
        assertThat(items.err()).contains("line 3: the id is empty");
        assertThat(items.object()).containsEntry("stored", 1.0);
        Path json = folder.resolve("items.ndjson");
        CommandRun.good("export", "--data-dir", data, "--kind", "items", "-o", json);
        assertThat(Files.readString(json)).contains("\"Heat\"").contains("\"year\":1995");
    }

    @Test
    void aServerTakesFilesAndGivesThemBack() throws IOException {
        try (Store store = Stores.open("sqlite", folder.resolve("s"), Clock.systemUTC());
                var cache = new MemoryCache(CacheSettings.builder().build());
                var server =
                        new KindredServer(
                                store,
                                KindredServer.Settings.in(folder.resolve("s"), cache),
                                Clock.systemUTC())) {
            server.start("127.0.0.1", 0, false);
            String url = "http://127.0.0.1:" + server.port();
            CommandRun.good("import", ratings(), "--server", url);
            assertThat(store.project("default").events().count()).isEqualTo(2);
            assertThat(CommandRun.of("import", items(), "--kind", "items", "--server", url).code())
                    .isEqualTo(1);
            Path out = folder.resolve("events.ndjson.gz");
            CommandRun.good("export", "--server", url, "-o", out);
            CommandRun.good("import", out, "--server", url + "/");
            assertThat(store.project("default").events().count()).isEqualTo(4);
            CommandRun wrong =
                    CommandRun.bad(1, "import", ratings(), "--server", url, "--key", "wrong");
            assertThat(wrong.err()).contains("401");
        }
    }

    @Test
    void saysWhatIsWrong() {
        CommandRun.bad(2, "export", "-o", folder.resolve("x.csv"));
        CommandRun.bad(
                2, "export", "--data-dir", folder.resolve("none"), "-o", folder.resolve("x"));
        CommandRun.bad(
                2, "export", "--data-dir", folder, "-o", folder.resolve("x"), "--spreadsheet");
        CommandRun.bad(2, "import", ratings(), "--data-dir", folder, "--server", "http://x");
        CommandRun.bad(2, "import", ratings(), "--server", "localhost:1");
        CommandRun.bad(2, "import", ratings(), "--kind", "items", "--dry-run");
        assertThat(CommandRun.bad(1, "import", ratings(), "--server", "http://127.0.0.1:1").err())
                .contains("cannot be reached");
    }
}
