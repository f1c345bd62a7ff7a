package dev.kindred.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.ModelRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentServingTest {
    private static final int ITEMS = 200;
    private static final int THREADS = 8;
    private static final int CHANGES = 60;

    @TempDir private Path folder;

    @Test
    void neverFailsAndNeverShowsWhatWasHiddenBefore() throws Exception {
        try (var served = new ServedProject(folder)) {
            String[] ids = new String[ITEMS];
            for (int k = 0; k < ITEMS; k++) {
                ids[k] = "i" + k;
            }
            served.items(ids);
            var random = new Random(1);
            for (int k = 0; k < 600; k++) {
                served.event("u" + random.nextInt(40), "i" + random.nextInt(ITEMS));
            }
            ModelRecord[] models = {served.train("popular"), served.train("item-knn")};
            served.workspace.publish(models[0]);
            Set<String> hidden = ConcurrentHashMap.newKeySet();
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            var done = new AtomicBoolean();
            var answers = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int seed = t;
                threads.add(new Thread(() -> ask(served, seed, done, hidden, wrong, answers)));
            }
            threads.forEach(Thread::start);
            change(served, models, hidden, answers);
            done.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static void ask(
            ServedProject served,
            int seed,
            AtomicBoolean done,
            Set<String> hidden,
            Queue<String> wrong,
            AtomicInteger answers) {
        var random = new Random(seed);
        while (!done.get() && wrong.isEmpty()) {
            try {
                List<String> before = List.copyOf(hidden);
                RecommendationAnswer answer = served.answer("u" + random.nextInt(60), 20);
                for (ListedItem item : answer.items()) {
                    if (before.contains(item.item())) {
                        wrong.add(item.item() + " was hidden before");
                    }
                }
                if (answer.items().size() != 20 || answer.isDegraded()) {
                    wrong.add(
                            "%d items, %s".formatted(answer.items().size(), answer.degradations()));
                }
                answers.incrementAndGet();
            } catch (RuntimeException | Error e) {
                wrong.add(e.toString());
            }
        }
    }

    /** Hides items, swaps models, adds items and events, each only after some answers. */
    private static void change(
            ServedProject served, ModelRecord[] models, Set<String> hidden, AtomicInteger answers)
            throws IOException {
        var random = new Random(2);
        for (int k = 0; k < CHANGES; k++) {
            String item = "i" + (100 + k);
            served.project.items().hide(item, true);
            hidden.add(item);
            served.event("u" + random.nextInt(40), "i" + random.nextInt(100));
            if (k % 3 == 0) {
                served.workspace.publish(models[k / 3 % 2]);
            }
            if (k % 5 == 0) {
                served.items("new" + k);
                served.event("u1", "unheard" + k);
            }
            int seen = answers.get();
            while (answers.get() < seen + 5) {
                Thread.onSpinWait();
            }
        }
    }
}
