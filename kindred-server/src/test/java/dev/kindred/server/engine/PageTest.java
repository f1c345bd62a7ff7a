package dev.kindred.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void aTokenHoldsAllItemsGivenSoFarAndTheFirstSequence() {
        Page second = Page.FIRST.after(List.of("a", "ü/😀"), 17);
        Page third = Page.of(second.token()).after(List.of("c"), 99);

        Page read = Page.of(third.token());

        assertThat(read).isEqualTo(third);
        assertThat(read.sequence()).isEqualTo(17);
        assertThat(read.isFirst()).isFalse();
        assertThat(List.of("a", "ü/😀", "c")).allMatch(read::hasServed);
        assertThat(List.of("b", "A", "aa")).noneMatch(read::hasServed);
    }

    @Test
    void noTokenIsTheFirstPage() {
        assertThat(Page.of(null)).isSameAs(Page.FIRST);
        assertThat(Page.of("")).isSameAs(Page.FIRST);
        assertThat(Page.FIRST.hasServed("a")).isFalse();
    }

    @Test
    void aTokenThatWasChangedIsRefused() {
        String token = Page.FIRST.after(List.of("a", "b"), 17).token();
        for (int k = 0; k < token.length() - 1; k++) {
            char other = token.charAt(k) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, k) + other + token.substring(k + 1);
            assertThatIllegalArgumentException().isThrownBy(() -> Page.of(changed));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Page.of(token.substring(4)));
    }

    @Test
    void idsThatLookAlikeHashApart() {
        var ids = new ArrayList<String>();
        for (int k = 0; k < 5000; k++) {
            ids.add("item-" + k);
        }
        Page page = Page.FIRST.after(ids, 1);
        for (int k = 5000; k < 100_000; k++) {
            assertThat(page.hasServed("item-" + k)).isFalse();
        }
    }
}
