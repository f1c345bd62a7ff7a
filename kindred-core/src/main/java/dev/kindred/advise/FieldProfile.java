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
            for (int row = 0; row < rows; row++) {
                List<String> values = attributes.values(row, name);
                distinct.addAll(values);
                filled += values.isEmpty() ? 0 : 1;
            }
            fields.add(
                    new DataProfile.Field(
                            name, rows == 0 ? 0 : (double) filled / rows, distinct.size()));
        }
        return fields;
    }
}
