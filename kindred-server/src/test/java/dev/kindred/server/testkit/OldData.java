package dev.kindred.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Data folders as released versions wrote them, which every later version must open. A folder that
 * is there is never written anew; a version that changes what is stored adds one of its own.
 */
public final class OldData {
    public static final int EVENTS = 300;
    private static final long WAIT = 60_000;

    private OldData() {}

    /** Writes the folder of this version: takes the name of the zip file to be made. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("kindred-old");
        try (var server = new TestServer(folder)) {
            var events = new StringBuilder();
            for (int k = 0; k < EVENTS; k++) {
                events.append(k == 0 ? "" : ",").append(event(k));
            }
            server.put("/v1/items/i0", "{\"title\":\"The first\",\"categories\":[\"c\"]}");
            server.put("/v1/users/u0", "{\"attributes\":{\"country\":\"de\"}}");
            server.post("/v1/events", "{\"events\":[" + events + "]}");
            var jobs = server.server().tenants().get("default").jobs();
            jobs.await(jobs.submit("train").id(), WAIT);
            assertThat(server.get("/v1/recommendations/u1").json().get("degraded").asBoolean())
                    .isFalse();
        }
        pack(folder, Path.of(args[0]));
    }

    private static String event(int k) {
        return "{\"id\":\"e%d\",\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\",\"time\":%d}"
                .formatted(k, k % 20, k * 7 % 31 % (20 + k % 5), 1_700_000_000_000L + k * 1000L);
    }

    private static void pack(Path folder, Path file) throws IOException {
        try (Stream<Path> walk = Files.walk(folder);
                var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path one : files) {
                zip.putNextEntry(new ZipEntry(folder.relativize(one).toString()));
                zip.write(Files.readAllBytes(one));
            }
        }
    }

    /** Copies a folder out of the resources. */
    public static void unpack(String name, Path folder) throws IOException {
        try (var in = OldData.class.getResourceAsStream("/upgrade/" + name);
                var zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }
}
