package dev.kindred.benchmarks.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A {@link ServerUnderLoad} in a process of its own, as the launcher would run it. */
public final class ServerChild implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WAIT = 30; // seconds that one request waits for a job
    private static final int LONGEST_JOB = 40; // of these

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final LoadGenerator load;
    private final Path folder;

    private ServerChild(Process process, Path folder) throws IOException {
        this.process = process;
        this.folder = folder;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.load = new LoadGenerator(Integer.parseInt(answer("ready")));
    }

    /** The bare web server. */
    public static ServerChild hello() {
        return start("64m", List.of("hello"));
    }

    /**
     * A server whose store is filled.
     *
     * @param heap the most that it may take, such as {@code 3g}
     * @param config of the server, as YAML
     * @param source {@code file} or {@code synthetic}
     * @param data what {@link ServerUnderLoad} fills it with
     */
    public static ServerChild server(String heap, String config, String source, String... data) {
        var arguments = new ArrayList<>(List.of(source, "", config));
        arguments.addAll(Arrays.asList(data));
        return start(heap, arguments);
    }

    private static ServerChild start(String heap, List<String> arguments) {
        try {
            Path folder = Files.createTempDirectory("kindred-benchmark");
            var own = new ArrayList<>(arguments);
            if (own.size() > 1) {
                own.set(1, folder.toString());
            }
            var command = new ArrayList<String>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(List.of("-Xmx" + heap, "-XX:+UseParallelGC"));
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(List.of(System.getProperty("kindred.server.java", "").split(" ")));
            command.removeIf(String::isEmpty);
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(ServerUnderLoad.class.getName());
            command.addAll(own);
            return new ServerChild(
                    new ProcessBuilder(command)
                            .redirectError(folder.resolve("stderr.txt").toFile())
                            .start(),
                    folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String word) throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(word + " ")) {
                return line.substring(word.length() + 1);
            }
        }
        throw new IllegalStateException(
                "the server ended:\n" + Files.readString(folder.resolve("stderr.txt")));
    }

    /** Sends requests to it. */
    public LoadGenerator load() {
        return load;
    }

    /** What it holds in memory, its heap as large as it is, in megabytes; 0 if nobody tells. */
    public long resident() {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findAny()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux
        }
    }

    /** What lives in its heap after garbage was collected, in megabytes. */
    public long heap() {
        try {
            commands.write("heap\n");
            commands.flush();
            return Long.parseLong(answer("heap")) >> 20;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has a job done; returns how it ended.
     *
     * @param job as {@code POST /v1/jobs} takes it
     * @throws IllegalStateException if it fails or takes longer than 20 minutes
     */
    public JsonNode run(String job) {
        try {
            JsonNode now = JSON.readTree(load.once(LoadGenerator.post("/v1/jobs", job)));
            String path = "/v1/jobs/%s?wait=%d".formatted(now.get("id").asText(), WAIT);
            for (int k = 0; k < LONGEST_JOB && now.get("finished").isNull(); k++) {
                now = JSON.readTree(load.once(LoadGenerator.get(path)));
            }
            if (!now.get("state").asText().equals("done")) {
                throw new IllegalStateException("the job did not end well: " + now);
            }
            return now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
