package dev.kindred.spark;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random events for tests, in memory and as CSV. */
public final class Events {
    private Events() {}

    /** Events with skewed users and items, repeats and dislikes; ids do not sort as numbers. */
    public static List<Interaction> random(int users, int items, int count, long seed) {
        var random = new Random(seed);
        var events = new ArrayList<Interaction>();
        for (int k = 0; k < count; k++) {
            int user = (int) (users * random.nextDouble() * random.nextDouble());
            int item = (int) (items * random.nextDouble() * random.nextDouble());
            double value = random.nextInt(6) - 1;
            events.add(
                    new Interaction(
                            "u" + user,
                            "i" + item,
                            "rating",
                            value,
                            1_600_000_000_000L + random.nextInt(1000) * 86_400_000L));
        }
        return events;
    }

    public static InteractionLog log(List<Interaction> events) {
        return InteractionLog.of(events);
    }

    /** Writes a file with a header. */
    public static Path csv(Path file, List<Interaction> events) {
        var lines = new ArrayList<String>();
        lines.add("user,item,rating,timestamp,type");
        for (Interaction one : events) {
            lines.add(
                    "%s,%s,%s,%d,%s"
                            .formatted(
                                    one.user(),
                                    one.item(),
                                    one.value(),
                                    one.time() / 1000,
                                    one.type()));
        }
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
