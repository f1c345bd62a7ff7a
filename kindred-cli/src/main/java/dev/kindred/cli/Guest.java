package dev.kindred.cli;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** A user of whom only a history is known: {@code --history i1,i2:4.5}. */
final class Guest {
    private Guest() {}

    /**
     * The history, as rows of the model; items that it does not know are left out with a note. An
     * item without value counts 1, which for a model that tells likes from dislikes would be the
     * worst rating: there it counts as much as the upper quartile of the ratings known.
     */
    static History history(String text, Bundle bundle, CommonOptions common) {
        Model model = bundle.model();
        boolean knowsDislikes = model instanceof RatingModel || model instanceof AttributeModel;
        return history(text, bundle, common, knowsDislikes);
    }

    /**
     * The same.
     *
     * @param rated whether values tell likes from dislikes
     */
    static History history(String text, Bundle bundle, CommonOptions common, boolean rated) {
        double usual = rated ? usualValue(bundle) : 1;
        return history("--history", text, bundle.model().items(), usual, common);
    }

    /**
     * The history that an option gives, as rows of the items.
     *
     * @param usual what an item without value counts
     */
    static History history(
            String option, String text, IdIndex items, double usual, CommonOptions common) {
        var values = new LinkedHashMap<Integer, Double>();
        List<IdList.Entry> entries = IdList.parse(option, text, items::contains);
        List<String> ids = entries.stream().map(IdList.Entry::id).toList();
        UnknownIds.tell(common, ids, items, option + ": item", " and left out");
        for (IdList.Entry entry : entries) {
            int row = items.row(entry.id());
            if (row != IdIndex.ABSENT) {
                values.remove(row); // the later one counts, in its place
                values.put(row, entry.value() == null ? usual : entry.value());
            }
        }
        return History.of(
                values.keySet().stream().mapToInt(Integer::intValue).toArray(),
                values.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double usualValue(Bundle bundle) {
        SparseRows ratings = bundle.data().byUser();
        if (ratings.entries() == 0) {
            return 1;
        }
        double[] sorted = ratings.values(); // a copy
        Arrays.sort(sorted);
        return sorted[(int) (0.75 * (sorted.length - 1))];
    }
}
