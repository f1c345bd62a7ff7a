package dev.kindred.cli;

import dev.kindred.eval.Metrics;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists of what there is: presets and metrics. */
final class KnownLists {
    private KnownLists() {}

    /** Writes all presets of all algorithms, or all metrics; returns the exit code. */
    static int write(CommonOptions common, boolean presets) throws IOException {
        List<String> header =
                presets
                        ? List.of("algorithm", "preset", "settings")
                        : List.of("metric", "definition");
        List<List<Object>> rows = presets ? presets() : metrics();
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> {
                var list = new ArrayList<Map<String, Object>>();
                for (List<Object> row : rows) {
                    var map = new LinkedHashMap<String, Object>();
                    for (int k = 0; k < row.size(); k++) {
                        map.put(header.get(k), row.get(k));
                    }
                    list.add(map);
                }
                Json.write(out, list);
            }
            case CSV -> {
                Csv.line(out, header.toArray());
                for (List<Object> row : rows) {
                    Csv.line(out, texts(row).toArray());
                }
            }
            case TABLE -> {
                var table = new Table(header);
                rows.forEach(row -> table.row(texts(row)));
                table.write(out, common.terminal().columns());
            }
        }
        return 0;
    }

    private static List<String> texts(List<Object> row) {
        return row.stream()
                .map(
                        cell ->
                                cell instanceof Map<?, ?> settings
                                        ? settings.toString()
                                                .replaceAll("[{}]", "")
                                                .replace(", ", " ")
                                        : String.valueOf(cell))
                .toList();
    }

    private static List<List<Object>> presets() {
        var rows = new ArrayList<List<Object>>();
        for (AlgorithmProvider provider : Algorithms.all()) {
            new TreeMap<>(provider.presets())
                    .forEach(
                            (name, settings) -> rows.add(List.of(provider.name(), name, settings)));
        }
        return rows;
    }

    private static List<List<Object>> metrics() {
        var rows = new ArrayList<List<Object>>();
        Metrics.known().forEach((name, definition) -> rows.add(List.of(name, definition)));
        return rows;
    }
}
