package dev.kindred.content;

import dev.kindred.internal.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** The languages whose words can be reduced to their stems, by ISO 639-1 code. */
final class Languages {
    /** Words as they are. */
    static final String NONE = "none";

    private static final Map<String, Language> BY_CODE = all();

    /** Codes of three letters, as libraries use them, and others that Java does not know. */
    private static final Map<String, String> OTHER_NAMES =
            Map.ofEntries(
                    Map.entry("alb", "sq"),
                    Map.entry("arm", "hy"),
                    Map.entry("baq", "eu"),
                    Map.entry("chi", "zh"),
                    Map.entry("cze", "cs"),
                    Map.entry("dut", "nl"),
                    Map.entry("fre", "fr"),
                    Map.entry("ger", "de"),
                    Map.entry("gre", "el"),
                    Map.entry("in", "id"),
                    Map.entry("nb", "no"),
                    Map.entry("nn", "no"),
                    Map.entry("nob", "no"),
                    Map.entry("per", "fa"),
                    Map.entry("rum", "ro"));

    private Languages() {}

    private static Map<String, Language> all() {
        var all = new TreeMap<String, Language>();
        all.put("ar", new Language(ArabicAnalyzer::getDefaultStopSet, ArabicAnalyzer::new));
        all.put("bg", new Language(BulgarianAnalyzer::getDefaultStopSet, BulgarianAnalyzer::new));
        all.put("bn", new Language(BengaliAnalyzer::getDefaultStopSet, BengaliAnalyzer::new));
        all.put(
                "pt-BR",
                new Language(BrazilianAnalyzer::getDefaultStopSet, BrazilianAnalyzer::new));
        all.put("ca", new Language(CatalanAnalyzer::getDefaultStopSet, CatalanAnalyzer::new));
        all.put("ckb", new Language(SoraniAnalyzer::getDefaultStopSet, SoraniAnalyzer::new));
        all.put("cs", new Language(CzechAnalyzer::getDefaultStopSet, CzechAnalyzer::new));
        all.put("da", new Language(DanishAnalyzer::getDefaultStopSet, DanishAnalyzer::new));
        all.put("de", new Language(GermanAnalyzer::getDefaultStopSet, GermanAnalyzer::new));
        all.put("el", new Language(GreekAnalyzer::getDefaultStopSet, GreekAnalyzer::new));
        all.put("en", new Language(Languages::english, EnglishAnalyzer::new));
        all.put("es", new Language(SpanishAnalyzer::getDefaultStopSet, SpanishAnalyzer::new));
        all.put("et", new Language(EstonianAnalyzer::getDefaultStopSet, EstonianAnalyzer::new));
        all.put("eu", new Language(BasqueAnalyzer::getDefaultStopSet, BasqueAnalyzer::new));
        all.put("fa", new Language(PersianAnalyzer::getDefaultStopSet, PersianAnalyzer::new));
        all.put("fi", new Language(FinnishAnalyzer::getDefaultStopSet, FinnishAnalyzer::new));
        all.put("fr", new Language(FrenchAnalyzer::getDefaultStopSet, FrenchAnalyzer::new));
        all.put("ga", new Language(IrishAnalyzer::getDefaultStopSet, IrishAnalyzer::new));
        all.put("gl", new Language(GalicianAnalyzer::getDefaultStopSet, GalicianAnalyzer::new));
        all.put("hi", new Language(HindiAnalyzer::getDefaultStopSet, HindiAnalyzer::new));
        all.put("hu", new Language(HungarianAnalyzer::getDefaultStopSet, HungarianAnalyzer::new));
        all.put("hy", new Language(ArmenianAnalyzer::getDefaultStopSet, ArmenianAnalyzer::new));
        all.put("id", new Language(IndonesianAnalyzer::getDefaultStopSet, IndonesianAnalyzer::new));
        all.put("it", new Language(ItalianAnalyzer::getDefaultStopSet, ItalianAnalyzer::new));
        all.put("ja", new Language(CJKAnalyzer::getDefaultStopSet, CJKAnalyzer::new));
        all.put("ko", new Language(CJKAnalyzer::getDefaultStopSet, CJKAnalyzer::new));
        all.put("lt", new Language(LithuanianAnalyzer::getDefaultStopSet, LithuanianAnalyzer::new));
        all.put("lv", new Language(LatvianAnalyzer::getDefaultStopSet, LatvianAnalyzer::new));
        all.put("ne", new Language(NepaliAnalyzer::getDefaultStopSet, NepaliAnalyzer::new));
        all.put("nl", new Language(DutchAnalyzer::getDefaultStopSet, DutchAnalyzer::new));
        all.put("no", new Language(NorwegianAnalyzer::getDefaultStopSet, NorwegianAnalyzer::new));
        all.put("pt", new Language(PortugueseAnalyzer::getDefaultStopSet, PortugueseAnalyzer::new));
        all.put("ro", new Language(RomanianAnalyzer::getDefaultStopSet, RomanianAnalyzer::new));
        all.put("ru", new Language(RussianAnalyzer::getDefaultStopSet, RussianAnalyzer::new));
        all.put("sr", new Language(SerbianAnalyzer::getDefaultStopSet, SerbianAnalyzer::new));
        all.put("sv", new Language(SwedishAnalyzer::getDefaultStopSet, SwedishAnalyzer::new));
        all.put("ta", new Language(TamilAnalyzer::getDefaultStopSet, TamilAnalyzer::new));
        all.put("te", new Language(TeluguAnalyzer::getDefaultStopSet, TeluguAnalyzer::new));
        all.put("th", new Language(ThaiAnalyzer::getDefaultStopSet, ThaiAnalyzer::new));
        all.put("tr", new Language(TurkishAnalyzer::getDefaultStopSet, TurkishAnalyzer::new));
        all.put("zh", new Language(CJKAnalyzer::getDefaultStopSet, CJKAnalyzer::new));
        return all;
    }

    /**
     * What Lucene knows of a language.
     *
     * @param stopWords its most frequent words
     * @param analyzer takes stop words
     */
    private record Language(
            Supplier<CharArraySet> stopWords, Function<CharArraySet, Analyzer> analyzer) {}

    /** All codes, in order. */
    static Set<String> codes() {
        return BY_CODE.keySet();
    }

    /** The analyzer of a language, which is one of {@link #code}. */
    static Analyzer analyzer(String code, CharArraySet stopWords) {
        return Objects.requireNonNull(BY_CODE.get(code)).analyzer().apply(stopWords);
    }

    /** The most frequent words of a language, which is one of {@link #code}. */
    static CharArraySet stopWords(String code) {
        Language language = BY_CODE.get(code);
        return language == null ? CharArraySet.EMPTY_SET : language.stopWords().get();
    }

    /** Lucene's own list of 33 words lacks all pronouns. */
    private static CharArraySet english() {
        try (InputStream list = SnowballFilter.class.getResourceAsStream("english_stop.txt")) {
            return WordlistLoader.getSnowballWordSet(Objects.requireNonNull(list));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The code of a language named {@code de}, {@code de-AT}, {@code ger}, {@code deu} or {@code
     * German}; {@link #NONE} if it is not known.
     */
    static String code(String name) {
        String wanted = name.trim().replace('_', '-');
        for (String code : BY_CODE.keySet()) {
            if (code.equalsIgnoreCase(wanted)) {
                return code;
            }
        }
        String lower = wanted.toLowerCase(Locale.ROOT).replaceFirst("-.*", "");
        if (BY_CODE.containsKey(OTHER_NAMES.getOrDefault(lower, lower))) {
            return OTHER_NAMES.getOrDefault(lower, lower);
        }
        for (String code : BY_CODE.keySet()) {
            if (lower.equals(iso3(code)) || lower.equals(english(code))) {
                return code;
            }
        }
        return NONE;
    }

    private static String iso3(String code) {
        try {
            return Locale.forLanguageTag(code).getISO3Language();
        } catch (MissingResourceException e) {
            return "";
        }
    }

    private static String english(String code) {
        return Locale.forLanguageTag(code)
                .getDisplayLanguage(Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
    }

    /**
     * The code of a language, which must be known.
     *
     * @throws IllegalArgumentException if it is not; the message lists the known ones
     */
    static String check(String name) {
        String code = code(name);
        if (code.equals(NONE) && !name.equals(NONE)) {
            List<String> known = new ArrayList<>(BY_CODE.keySet());
            known.add(NONE);
            throw new IllegalArgumentException(
                    "unknown language \"%s\"%s; there are %s"
                            .formatted(
                                    name,
                                    Suggestion.didYouMean(name, known),
                                    String.join(", ", known)));
        }
        return code;
    }
}
