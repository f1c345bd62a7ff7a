package dev.kindred.server.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.rank.Note;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowCapTest {
    private static RankedItems list(Attributes items) {
        var entries = new ArrayList<RankedItems.Entry>();
        for (int row = 0; row < items.ids().size(); row++) {
            entries.add(new RankedItems.Entry(row, 100 - row, "m", false));
        }
        return new RankedItems(items.ids(), entries);
    }

    private static Attributes items(String... colours) {
        var items = new Attributes.Builder();
        for (int k = 0; k < colours.length; k++) {
            items.put("i" + k, "colour", colours[k]);
        }
        return items.build();
    }

    @Test
    void putsOthersBetween() {
        Attributes items = items("r", "r", "r", "g", "g", "b");
        var cap = new WindowCap(items, "colour", 1, 3);

        RankedItems capped = cap.apply(Query.of(History.EMPTY, 6), list(items));

        // r; then the best that is not r; then neither; then r again ... at last r r, for want
        assertThat(capped.ids()).containsExactly("i0", "i3", "i5", "i1", "i4", "i2");
        assertThat(capped.entries().get(1).notes())
                .containsExactly(new Note.Move("cap", 4, 2, "at most 1 per colour in 3 places"));
    }

    @Test
    void keepsEveryWindowWithinTheCapWhileItCan() {
        var random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int max = 1 + random.nextInt(2);
            int window = max + 1 + random.nextInt(3);
            String[] colours = new String[60];
            for (int k = 0; k < colours.length; k++) {
                colours[k] = "c" + random.nextInt(8);
            }
            Attributes items = items(colours);
            var cap = new WindowCap(items, "colour", max, window);

            RankedItems capped = cap.apply(Query.of(History.EMPTY, 10), list(items));

            assertThat(capped.ids()).hasSize(60).doesNotHaveDuplicates();
            for (int from = 0; from + window <= 10; from++) {
                List<String> seen = new ArrayList<>();
                for (int k = from; k < from + window; k++) {
                    seen.add(colours[capped.row(k)]);
                }
                for (String one : seen) {
                    assertThat(seen.stream().filter(one::equals).count()).isLessThanOrEqualTo(max);
                }
            }
        }
    }
}
