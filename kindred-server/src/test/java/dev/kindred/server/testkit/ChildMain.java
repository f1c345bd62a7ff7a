package dev.kindred.server.testkit;

import dev.kindred.server.ServerProcess;
import dev.kindred.server.config.ConfigLoader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@code kindred serve} does, and prints the address once it listens. */
public final class ChildMain {
    private ChildMain() {}

    /** Takes the configuration's file. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var config = new ConfigLoader().file(Path.of(args[0])).load();
        try (var process = new ServerProcess(config)) {
            process.run(() -> out.println(process.address()));
        }
    }
}
