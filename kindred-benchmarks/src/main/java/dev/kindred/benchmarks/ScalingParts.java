package dev.kindred.benchmarks;

import dev.kindred.benchmarks.synthetic.SyntheticData;
import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures how time and memory grow with the data. */
final class ScalingParts {
    private ScalingParts() {}

    static List<Row> scaling(Bench bench) {
        var rows = new ArrayList<Row>();
        for (int size : bench.options().sizes()) {
            SyntheticData shape =
                    size == SyntheticData.SYN20M.interactions()
                            ? SyntheticData.SYN20M
                            : SyntheticData.ofSize(size, 1);
            Dataset data = shape.dataset();
            for (Map.Entry<String, Algorithm<?>> one : algorithms().entrySet()) {
                Timing timing = bench.timeFit(one.getValue(), data);
                String work =
                        "%s, %,d users x %,d items, %,d interactions"
                                .formatted(one.getKey(), shape.users(), shape.items(), size);
                rows.add(
                        Row.of(work, timing)
                                .rate(Bench.perSecond(size, timing.median(), "interactions"))
                                .quality("peak memory %d MB".formatted(Machine.peakMegabytes())));
            }
        }
        return rows;
    }

    private static Map<String, Algorithm<?>> algorithms() {
        var wanted = new LinkedHashMap<String, Map<String, String>>();
        wanted.put("ials", Map.of("factors", "64", "epochs", "2"));
        wanted.put("rp3beta", Map.of());
        wanted.put("item-knn", Map.of("neighbours", "50", "shrinkage", "0"));
        wanted.put("biased-mf", Map.of("factors", "50", "epochs", "2"));
        var algorithms = new LinkedHashMap<String, Algorithm<?>>();
        List<String> known = Algorithms.all().stream().map(AlgorithmProvider::name).toList();
        wanted.forEach(
                (name, settings) -> {
                    if (known.contains(name)) {
                        algorithms.put(
                                name + " " + settings.toString().replaceAll("[{}]", ""),
                                Algorithms.create(name, null, settings));
                    }
                });
        return algorithms;
    }
}
