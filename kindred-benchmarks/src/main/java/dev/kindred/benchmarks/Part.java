package dev.kindred.benchmarks;

import dev.kindred.internal.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The parts of a run; each writes a section of its own. */
enum Part {
    READ("reading files, building data sets", true, FileParts::read),
    KNN("item-knn: all pairs", true, NeighbourParts::knn),
    EVALUATE("evaluation of all users of gowalla", true, NeighbourParts::evaluate),
    DEMO("kindred demo --once, the whole process", true, FileParts::demo),
    EASE("ease: common users and inverse", true, LinearParts::ease),
    IALS("ials: seconds per epoch, time to a recall", true, FactorParts::ials),
    MF("biased-mf: ratings per second", true, FactorParts::biasedMf),
    BPR("bpr: samples per second", true, FactorParts::bpr),
    COLD("new users and new items", true, ColdParts::cold),
    TOP("top-100 of all items for all users", true, TopParts::top),
    CONTENT(
            "content: hidden items of ML-1M, ranked by their attributes",
            true,
            ContentParts::hiddenItems),
    RERANK("re-ranking of 1,000 candidates", true, RerankParts::rerank),
    DEFAULTS(
            "every algorithm with its defaults, and how good it is", false, DefaultsPart::defaults),
    HYBRID("hybrids with learned weights and their parts", false, HybridParts::hybrid),
    SCALING("synthetic sets of growing size", false, ScalingParts::scaling),
    SERVER("a server process under load from another process", false, ServerParts::server),
    PRECOMPUTE(
            "lists for all users in advance, in a server process", false, ServerParts::precompute),
    PEERS("rating prediction, beside other systems", false, PeerParts::ratings),
    PEERLISTS("lists, beside Spark MLlib", false, PeerParts::lists);

    private final String about;
    private final boolean usual;
    private final Function<Bench, List<Row>> measure;

    Part(String about, boolean usual, Function<Bench, List<Row>> measure) {
        this.about = about;
        this.usual = usual;
        this.measure = measure;
    }

    String about() {
        return about;
    }

    /** Whether it is measured if no parts are named. */
    boolean isUsual() {
        return usual;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Row> measure(Bench bench) {
        return measure.apply(bench);
    }

    static Part parse(String label) {
        List<String> known = Arrays.stream(values()).map(Part::label).toList();
        int at = known.indexOf(label);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "unknown part \"%s\"%s; there are %s"
                            .formatted(
                                    label,
                                    Suggestion.didYouMean(label, known),
                                    String.join(", ", known)));
        }
        return values()[at];
    }
}
