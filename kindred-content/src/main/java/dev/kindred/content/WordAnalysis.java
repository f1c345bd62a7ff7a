package dev.kindred.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Takes texts apart into terms, language by language. Thread-safe. */
final class WordAnalysis {
    private static final Pattern SIMPLE_WORD = Pattern.compile("(?U)\\w{2,}");
    private static final int WHOLE_MATCH = 0;

    private final ContentConfig config;
    private final Map<String, Analyzer> analyzers = new ConcurrentHashMap<>();

    WordAnalysis(ContentConfig config) {
        this.config = config;
    }

    /** Is told each term of a text, and how the text writes it. */
    @FunctionalInterface
    interface Terms {
        void add(String term, String written);
    }

    /**
     * Finds the terms of a text in their order.
     *
     * @param language any name of it, see {@link Languages#code}
     */
    void terms(String text, String language, Terms terms) {
        String code = Languages.code(language);
        Analyzer analyzer = analyzers.computeIfAbsent(code, this::analyzer);
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            var place = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString(), text.substring(place.startOffset(), place.endOffset()));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory is always read
        }
    }

    private Analyzer analyzer(String code) {
        CharArraySet stopWords =
                config.stopWords() ? Languages.stopWords(code) : CharArraySet.EMPTY_SET;
        boolean simple = config.words() == ContentConfig.Words.SIMPLE;
        return simple || !config.stemming() || code.equals(Languages.NONE)
                ? unstemmed(simple, stopWords)
                : Languages.analyzer(code, stopWords);
    }

    private static Analyzer unstemmed(boolean simple, CharArraySet stopWords) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer words =
                        simple
                                ? new PatternTokenizer(SIMPLE_WORD, WHOLE_MATCH)
                                : new StandardTokenizer();
                TokenStream lower = new LowerCaseFilter(words);
                return new TokenStreamComponents(words, new StopFilter(lower, stopWords));
            }
        };
    }
}
