package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VocabularyTest {
    @Test
    void keepsManyTermsOfSeveralFieldsWithTheirCounts() {
        var vocabulary = new Vocabulary(2);
        for (int k = 0; k < 5000; k++) {
            vocabulary.put(new ItemTerms.Term(k % 2, "term " + k / 2, "Term"), k);
        }
        Vocabulary copy = vocabulary.copy();
        copy.count(copy.add(new ItemTerms.Term(1, "term 2000", "TERM")));
        assertThat(copy.size()).isEqualTo(5000);
        assertThat(copy.items(4001)).isEqualTo(4002);
        assertThat(vocabulary.items(4001)).isEqualTo(4001);
        assertThat(copy.term(4001).written()).isEqualTo("Term");
        assertThat(copy.number(new ItemTerms.Term(0, "term 2000", ""))).isEqualTo(4000);
        assertThat(copy.number(new ItemTerms.Term(0, "term 2500", "")))
                .isEqualTo(Vocabulary.UNKNOWN);
    }
}
