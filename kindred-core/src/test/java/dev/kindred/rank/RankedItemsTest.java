package dev.kindred.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.IdIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankedItemsTest {
    private static final RankedItems LIST =
            new RankedItems(
                    IdIndex.of("a", "b", "c"),
                    List.of(
                            new RankedItems.Entry(2, 3, "m", false),
                            new RankedItems.Entry(0, 2, "m", false),
                            new RankedItems.Entry(1, 1, "m", true)));

    @Test
    void reorderedItemsSayWhereTheyCameFrom() {
        RankedItems moved = LIST.reordered(new int[] {1, 0, 2}, "swap", to -> "at " + to);
        assertThat(moved.ids()).containsExactly("a", "c", "b");
        assertThat(moved.entries().get(0).notes())
                .containsExactly(new Note.Move("swap", 2, 1, "at 0"));
        assertThat(moved.entries().get(1).notes())
                .containsExactly(new Note.Move("swap", 1, 2, "at 1"));
        assertThat(moved.entries().get(2)).isEqualTo(LIST.entries().get(2));
        RankedItems back = moved.reordered(new int[] {1, 0, 2}, "back", to -> "again");
        assertThat(back.ids()).isEqualTo(LIST.ids());
        assertThat(back.entries().get(0).notes())
                .extracting(Note::text)
                .containsExactly(
                        "moved from 1 to 2 by swap: at 1", "moved from 2 to 1 by back: again");
    }

    @Test
    void anOrderOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> LIST.reordered(new int[] {0}, "x", to -> ""))
                .hasMessage("order must have length 3, but has 1");
    }

    @Test
    void notesOnTheListStayWhenItIsCut() {
        RankedItems list = LIST.with("first").with("second").cut(2);
        assertThat(list.ids()).containsExactly("c", "a");
        assertThat(list.notes()).containsExactly("first", "second");
        assertThat(LIST.cut(3)).isSameAs(LIST);
        assertThat(LIST.notes()).isEmpty();
    }

    @Test
    void boostsSayTheirFactor() {
        assertThat(new Note.Boost("'year'", 1.2).text()).isEqualTo("score times 1.200 by 'year'");
    }
}
