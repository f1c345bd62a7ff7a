package dev.kindred.content;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.io.Tensors;
import dev.kindred.model.ModelInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A {@link ContentModel} as tensors. The texts of the items are not kept, their terms are. */
final class ContentFile {
    private static final String FIELDS = "model.fields";
    private static final String SOURCES = "model.sources";
    private static final String KEYS = "model.terms";
    private static final String WRITTEN = "model.written";

    private ContentFile() {}

    static void save(Space space, EventWeights weights, Catalogue catalogue, Tensors out) {
        saveFields(space.fields(), out);
        saveTerms(space.vocabulary(), out);
        out.put("model.items", new int[] {space.items()});
        out.put("model.lengths", space.meanLengths());
        out.put("model.values", new double[] {weights.mean(), weights.deviation()});
        SparseRows rows = catalogue.rows();
        float[] values = new float[rows.entries()];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) rows.value(k);
        }
        out.put("model.starts", rows.startArray());
        out.put("model.columns", rows.columnArray());
        out.put("model.weights", values);
        out.put("model.embeddings", catalogue.dense());
    }

    private static void saveFields(List<Field> fields, Tensors out) {
        var names = new ArrayList<String>();
        var sources = new ArrayList<String>();
        int[] types = new int[fields.size()];
        int[] dimensions = new int[fields.size()];
        double[] fieldWeights = new double[fields.size()];
        int[] sourceStarts = new int[fields.size() + 1];
        int[] knotStarts = new int[fields.size() + 1];
        double[] knots = new double[0];
        for (int n = 0; n < types.length; n++) {
            Field field = fields.get(n);
            names.add(field.name());
            sources.addAll(field.sources());
            types[n] = field.type().ordinal();
            dimensions[n] = field.dimensions();
            fieldWeights[n] = field.weight();
            sourceStarts[n + 1] = sources.size();
            knotStarts[n + 1] = knots.length + field.knots().length;
            knots = Arrays.copyOf(knots, knotStarts[n + 1]);
            System.arraycopy(field.knots(), 0, knots, knotStarts[n], field.knots().length);
        }
        out.putTexts(FIELDS, names);
        out.putTexts(SOURCES, sources);
        out.put(FIELDS + ".types", types);
        out.put(FIELDS + ".dimensions", dimensions);
        out.put(FIELDS + ".weights", fieldWeights);
        out.put(FIELDS + ".sources", sourceStarts);
        out.put(FIELDS + ".knotStarts", knotStarts);
        out.put(FIELDS + ".knots", knots);
    }

    private static void saveTerms(Vocabulary vocabulary, Tensors out) {
        var keys = new ArrayList<String>(vocabulary.size());
        var written = new ArrayList<String>(vocabulary.size());
        int[] fields = new int[vocabulary.size()];
        int[] counts = new int[vocabulary.size()];
        for (int number = 0; number < fields.length; number++) {
            ItemTerms.Term term = vocabulary.term(number);
            keys.add(term.key());
            written.add(term.written().equals(term.key()) ? "" : term.written());
            fields[number] = term.field();
            counts[number] = vocabulary.items(number);
        }
        out.putTexts(KEYS, keys);
        out.putTexts(WRITTEN, written);
        out.put(KEYS + ".fields", fields);
        out.put(KEYS + ".items", counts);
    }

    static ContentModel load(ModelInfo info, IdIndex items, Tensors in) {
        Record defaults = ContentConfig.builder().build();
        var config = (ContentConfig) ConfigBinder.bind(defaults, info.config(), info.algorithm());
        List<Field> fields = loadFields(in);
        Vocabulary vocabulary = loadTerms(fields.size(), in);
        double[] lengths = in.doubles("model.lengths");
        Checks.sameLength("model.lengths", fields.size(), lengths.length);
        Space space = Space.of(config, fields, vocabulary, one(in.ints("model.items")), lengths);
        double[] values = in.doubles("model.values");
        Checks.sameLength("model.values", 2, values.length);
        SparseRows rows =
                SparseRows.ofFloats(
                        vocabulary.size(),
                        in.ints("model.starts"),
                        in.ints("model.columns"),
                        in.floats("model.weights"));
        Checks.sameLength("rows", items.size(), rows.rows());
        float[] dense = in.floats("model.embeddings");
        Checks.sameLength("model.embeddings", items.size() * space.dimensions(), dense.length);
        return new ContentModel(
                info,
                items,
                space,
                new EventWeights(config, values[0], values[1]),
                new Catalogue(rows, dense, space.dimensions()));
    }

    private static int one(int[] values) {
        Checks.sameLength("model.items", 1, values.length);
        return values[0];
    }

    private static List<Field> loadFields(Tensors in) {
        List<String> names = in.texts(FIELDS);
        List<String> sources = in.texts(SOURCES);
        int[] types = in.ints(FIELDS + ".types");
        int[] dimensions = in.ints(FIELDS + ".dimensions");
        double[] fieldWeights = in.doubles(FIELDS + ".weights");
        int[] sourceStarts = in.ints(FIELDS + ".sources");
        int[] knotStarts = in.ints(FIELDS + ".knotStarts");
        double[] knots = in.doubles(FIELDS + ".knots");
        var fields = new ArrayList<Field>();
        for (int n = 0; n < names.size(); n++) {
            fields.add(
                    new Field(
                            names.get(n),
                            List.copyOf(sources.subList(sourceStarts[n], sourceStarts[n + 1])),
                            FieldType.values()[types[n]],
                            fieldWeights[n],
                            Arrays.copyOfRange(knots, knotStarts[n], knotStarts[n + 1]),
                            dimensions[n]));
        }
        return fields;
    }

    private static Vocabulary loadTerms(int fields, Tensors in) {
        List<String> keys = in.texts(KEYS);
        List<String> written = in.texts(WRITTEN);
        int[] fieldOf = in.ints(KEYS + ".fields");
        int[] counts = in.ints(KEYS + ".items");
        var vocabulary = new Vocabulary(fields);
        for (int number = 0; number < keys.size(); number++) {
            String key = keys.get(number);
            String text = written.get(number).isEmpty() ? key : written.get(number);
            vocabulary.put(new ItemTerms.Term(fieldOf[number], key, text), counts[number]);
        }
        return vocabulary;
    }
}
