package dev.kindred.content;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Content}.
 *
 * @param fields which attributes are used, as what, and how much they count: {@code
 *     genres:tags:2,plot:text,year:number:0.5}. Each is {@code name}, {@code name:type}, {@code
 *     name:weight} or {@code name:type:weight}; types are text, tags, number, buckets, date,
 *     embedding and ignore, guessed where left out; {@code *} stands for all fields that are not
 *     named (default {@code *})
 * @param oneText true joins all fields, embeddings aside, into one text (default false)
 * @param language of the texts: a code such as {@code en}, {@code de} or {@code ja}, or {@code
 *     none} for words as they are (default en)
 * @param languageField the attribute that holds an item's own language, such as {@code eng} or
 *     {@code de-AT}; empty: all items have {@code language} (default empty)
 * @param stopWords true leaves out the language's most frequent words (default true)
 * @param stemming true takes word forms together, as "loved" and "loves" (default true)
 * @param words what a word is (default unicode)
 * @param weighting what a term counts (default tf-idf)
 * @param sublinear tf-idf: a term that is there n times counts 1 + ln n, not n (default true)
 * @param smooth tf-idf: {@code ln((1 + N) / (1 + df)) + 1}, else {@code ln(N / df) + 1} (default
 *     true)
 * @param bm25K1 bm25: how soon repetitions stop to count; at least 0 (default 1.2)
 * @param bm25B bm25: how much longer texts are discounted; 0 to 1 (default 0.75)
 * @param minimumItems terms of fewer items are left out; at least 1 (default 1)
 * @param buckets parts into which numbers and dates are cut; at least 1 (default 10)
 * @param feedback what an event of the history counts (default centered)
 * @param interest centered: what each event counts by itself, whatever its value; at least 0
 *     (default 0.75)
 * @param dislikes centered: factor of events that count below 0; at least 0 (default 1)
 * @param damping centered: how many events of the mean value the user's mean is mixed with; at
 *     least 0 (default 5)
 */
public record ContentConfig(
        String fields,
        boolean oneText,
        String language,
        String languageField,
        boolean stopWords,
        boolean stemming,
        Words words,
        Weighting weighting,
        boolean sublinear,
        boolean smooth,
        double bm25K1,
        double bm25B,
        int minimumItems,
        int buckets,
        Feedback feedback,
        double interest,
        double dislikes,
        double damping) {

    /** What a word is. */
    public enum Words {
        /** By Unicode's rules for all scripts (UAX 29). */
        UNICODE,
        /** Two or more letters, digits or underscores. */
        SIMPLE
    }

    /** What a term counts. */
    public enum Weighting {
        /** How often it is there. */
        NONE,
        /** How often it is there, and how rare it is. */
        TF_IDF,
        /** As tf-idf, with repetitions that soon stop to count, and longer texts discounted. */
        BM25
    }

    /** What an event of the history counts. */
    public enum Feedback {
        /** {@code interest}, and by how many standard deviations it is above the user's mean. */
        CENTERED,
        /** Its value. */
        VALUE
    }

    public ContentConfig {
        FieldSpec.parse(fields);
        Languages.check(language);
        Checks.notNegative("bm25K1", bm25K1);
        Checks.between("bm25B", bm25B, 0, 1);
        Checks.positive("minimumItems", minimumItems);
        Checks.positive("buckets", buckets);
        Checks.notNegative("interest", interest);
        Checks.notNegative("dislikes", dislikes);
        Checks.notNegative("damping", damping);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a configuration; starts with the defaults. */
    public static final class Builder {
        private String fields = FieldSpec.ALL;
        private boolean oneText;
        private String language = "en";
        private String languageField = "";
        private boolean stopWords = true;
        private boolean stemming = true;
        private Words words = Words.UNICODE;
        private Weighting weighting = Weighting.TF_IDF;
        private boolean sublinear = true;
        private boolean smooth = true;
        private double bm25K1 = 1.2;
        private double bm25B = 0.75;
        private int minimumItems = 1;
        private int buckets = 10;
        private Feedback feedback = Feedback.CENTERED;
        private double interest = 0.75;
        private double dislikes = 1;
        private double damping = 5;

        public Builder fields(String value) {
            fields = value;
            return this;
        }

        public Builder oneText(boolean value) {
            oneText = value;
            return this;
        }

        public Builder language(String value) {
            language = value;
            return this;
        }

        public Builder languageField(String value) {
            languageField = value;
            return this;
        }

        public Builder stopWords(boolean value) {
            stopWords = value;
            return this;
        }

        public Builder stemming(boolean value) {
            stemming = value;
            return this;
        }

        public Builder words(Words value) {
            words = value;
            return this;
        }

        public Builder weighting(Weighting value) {
            weighting = value;
            return this;
        }

        public Builder sublinear(boolean value) {
            sublinear = value;
            return this;
        }

        public Builder smooth(boolean value) {
            smooth = value;
            return this;
        }

        public Builder bm25K1(double value) {
            bm25K1 = value;
            return this;
        }

        public Builder bm25B(double value) {
            bm25B = value;
            return this;
        }

        public Builder minimumItems(int value) {
            minimumItems = value;
            return this;
        }

        public Builder buckets(int value) {
            buckets = value;
            return this;
        }

        public Builder feedback(Feedback value) {
            feedback = value;
            return this;
        }

        public Builder interest(double value) {
            interest = value;
            return this;
        }

        public Builder dislikes(double value) {
            dislikes = value;
            return this;
        }

        public Builder damping(double value) {
            damping = value;
            return this;
        }

        public ContentConfig build() {
            return new ContentConfig(
                    fields,
                    oneText,
                    language,
                    languageField,
                    stopWords,
                    stemming,
                    words,
                    weighting,
                    sublinear,
                    smooth,
                    bm25K1,
                    bm25B,
                    minimumItems,
                    buckets,
                    feedback,
                    interest,
                    dislikes,
                    damping);
        }
    }
}
