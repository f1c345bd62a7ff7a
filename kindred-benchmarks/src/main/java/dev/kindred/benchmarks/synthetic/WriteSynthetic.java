package dev.kindred.benchmarks.synthetic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes synthetic events to a file of CSV; arguments: users, items, interactions, seed, file. */
public final class WriteSynthetic {
    private WriteSynthetic() {}

    /** Writes the file; it is replaced if it is there. */
    public static void main(String[] args) throws IOException {
        var data =
                new SyntheticData(
                        Integer.parseInt(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        32,
                        Long.parseLong(args[3]));
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[4]))) {
            data.writeCsv(out);
        }
    }
}
