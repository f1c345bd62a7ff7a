package dev.kindred.advise;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Computes {@link DataProfile.Field}s. */
final class FieldProfile {
    private FieldProfile() {}

    static List<DataProfile.Field> of(Attributes attributes) {
        var fields = new ArrayList<DataProfile.Field>();
        int rows = attributes.ids().size();
        for (String name : attributes.fields()) {
            var distinct = new HashSet<String>();
            int filled = 0;
            long count = 0;
            long words = 0;
            for (int row = 0; row < rows; row++) {
                List<String> values = attributes.values(row, name);
                distinct.addAll(values);
                filled += values.isEmpty() ? 0 : 1;
                count += values.size();
                words += values.stream().mapToLong(FieldProfile::words).sum();
            }
            double coverage = rows == 0 ? 0 : (double) filled / rows;
            double mean = count == 0 ? 0 : (double) words / count;
            fields.add(new DataProfile.Field(name, coverage, distinct.size(), mean));
        }
        return fields;
    }

    private static long words(String value) {
        return value.isBlank() ? 0 : value.strip().split("\\s+").length;
    }
}
