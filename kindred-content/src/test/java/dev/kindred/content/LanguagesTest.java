package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    private static List<String> terms(ContentConfig.Builder config, String language, String text) {
        var terms = new ArrayList<String>();
        new WordAnalysis(config.build()).terms(text, language, (term, written) -> terms.add(term));
        return terms;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // stop words go, forms of a word meet
                "en;The loved ones were loving;love,on,love",
                "de;Die Häuser und das Haus;haus,haus",
                "fr;Les chevaux et le cheval;cheval,cheval",
                "es;los libros y el libro;libr,libr",
                "ru;книги и книга;книг,книг",
                "ja;東京都;東京,京都",
                "none;The loved ones;the,loved,ones"
            })
    void wordsAreReducedLanguageByLanguage(String language, String text, String expected) {
        assertThat(terms(ContentConfig.builder(), language, text))
                .containsExactly(expected.split(","));
    }

    @Test
    void stopWordsAndStemmingCanBeSwitchedOff() {
        String text = "She was loved, really loved";
        assertThat(terms(ContentConfig.builder().stemming(false), "en", text))
                .containsExactly("loved", "really", "loved");
        assertThat(terms(ContentConfig.builder().stopWords(false), "en", text))
                .containsExactly("she", "wa", "love", "realli", "love");
    }

    @Test
    void simpleWordsHaveTwoLettersOrMore() {
        assertThat(
                        terms(
                                ContentConfig.builder().words(ContentConfig.Words.SIMPLE),
                                "en",
                                "The sci-fi plan B of R2_D2's, in 3 Ämter"))
                .containsExactly("sci", "fi", "plan", "r2_d2", "ämter");
    }

    @ParameterizedTest
    @CsvSource({
        "de,de",
        "DE,de",
        "de-AT,de",
        "de_CH,de",
        "deu,de",
        "ger,de",
        "German,de",
        "eng,en",
        "en-US,en",
        "pt-BR,pt-BR",
        "pt,pt",
        "jpn,ja",
        "nob,no",
        "klingon,none",
        "'',none"
    })
    void languagesHaveManyNames(String name, String code) {
        assertThat(Languages.code(name)).isEqualTo(code);
    }

    @Test
    void everyLanguageTakesTextsApart() {
        String text = "Test 123 тест δοκιμή 試験 परीक्षण اختبار";
        for (String code : Languages.codes()) {
            assertThat(terms(ContentConfig.builder(), code, text)).as(code).contains("123");
            assertThat(terms(ContentConfig.builder(), code, "")).as(code).isEmpty();
            assertThat(Languages.stopWords(code)).as(code).isNotEmpty();
        }
        assertThat(Languages.codes()).hasSize(41);
    }

    @Test
    void anUnknownLanguageIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> ContentConfig.builder().language("dee").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "unknown language \"dee\" (did you mean \"de\"?); there are ar, bg")
                .hasMessageEndingWith("zh, none");
    }
}
