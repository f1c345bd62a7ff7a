package dev.kindred.spark.data;

import dev.kindred.io.DataException;
import dev.kindred.io.InteractionFields;
import dev.kindred.io.InteractionFields.Layout;
import dev.kindred.io.ReadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Where events come from: files of text or Parquet, or a table of a database. Whatever it is, rows
 * of text come out: user, item, value, time, type, the row itself where it has the wrong shape, and
 * the place at which it arrived.
 *
 * @param paths files, folders or patterns; one JDBC address
 * @param format the layout, or null to guess it
 * @param columns role -> name, as in {@link ReadOptions}
 * @param options more options for Spark's reader
 */
public record EventSource(
        List<String> paths,
        @Nullable EventFormat format,
        Map<String, String> columns,
        Map<String, String> options) {
    static final int USER = 0;
    static final int ITEM = 1;
    static final int VALUE = 2;
    static final int TIME = 3;
    static final int TYPE = 4;
    static final int BROKEN = 5;
    static final int ARRIVAL = 6;

    private static final List<String> ROLES = List.of("user", "item", "value", "time", "type");
    private static final String BROKEN_NAME = "_broken";
    private static final int SAMPLE = 200;

    /** The rows. */
    Dataset<Row> read(SparkSession spark) {
        EventFormat known = format == null ? EventFormat.guess(spark, paths) : format;
        Dataset<Row> rows =
                switch (known) {
                    case CSV, TSV, MOVIELENS -> delimited(spark, known.separator());
                    case JSON_LINES -> json(spark);
                    case PARQUET -> table(spark.read().options(options).parquet(array()));
                    case JDBC -> table(jdbc(spark));
                };
        return rows.withColumn("arrival", functions.monotonically_increasing_id());
    }

    private String name() {
        return String.join(", ", paths);
    }

    private String[] array() {
        return paths.toArray(String[]::new);
    }

    private ReadOptions readOptions() {
        return ReadOptions.defaults().withColumns(columns);
    }

    private Dataset<String> sample(SparkSession spark) {
        List<String> lines =
                spark.read().textFile(array()).filter("length(trim(value)) > 0").takeAsList(SAMPLE);
        if (lines.isEmpty()) {
            throw new DataException(name() + " holds no data, only blank lines or nothing");
        }
        return spark.createDataset(lines, Encoders.STRING());
    }

    private Dataset<Row> delimited(SparkSession spark, String separator) {
        DataFrameReader reader = spark.read().option("sep", separator).options(options);
        var first = new ArrayList<List<String>>();
        for (Row row : reader.csv(sample(spark)).collectAsList()) {
            var fields = new ArrayList<String>();
            for (int k = 0; k < row.size(); k++) {
                fields.add(row.isNullAt(k) ? "" : row.getString(k));
            }
            first.add(fields);
        }
        Layout layout = InteractionFields.ofRows(name(), first, readOptions());
        var schema = new StructType();
        for (int k = 0; k < layout.columns(); k++) {
            schema = schema.add("_c" + k, DataTypes.StringType);
        }
        Dataset<Row> rows =
                reader.option("header", layout.header())
                        .option("columnNameOfCorruptRecord", BROKEN_NAME)
                        .schema(schema.add(BROKEN_NAME, DataTypes.StringType))
                        .csv(array());
        return chosen(rows, layout);
    }

    private Dataset<Row> json(SparkSession spark) {
        Dataset<Row> sample =
                spark.read().option("columnNameOfCorruptRecord", BROKEN_NAME).json(sample(spark));
        if (List.of(sample.columns()).equals(List.of(BROKEN_NAME))) {
            throw new DataException(
                    name()
                            + ": none of its first lines is a JSON object. Maybe one object per line, as jq -c writes them");
        }
        Layout layout = layout(sample.drop(BROKEN_NAME));
        var schema = new StructType();
        for (String field : sample.drop(BROKEN_NAME).columns()) {
            schema = schema.add(field, DataTypes.StringType);
        }
        Dataset<Row> rows =
                spark.read()
                        .options(options)
                        .option("columnNameOfCorruptRecord", BROKEN_NAME)
                        .schema(schema.add(BROKEN_NAME, DataTypes.StringType))
                        .json(array());
        return chosen(rows, layout);
    }

    private Dataset<Row> jdbc(SparkSession spark) {
        if (!options.containsKey("dbtable") && !options.containsKey("query")) {
            throw new IllegalArgumentException(
                    "a JDBC source needs --option dbtable=TABLE or --option query=SELECT");
        }
        return spark.read().format("jdbc").option("url", paths.get(0)).options(options).load();
    }

    private Dataset<Row> table(Dataset<Row> rows) {
        Layout layout = layout(rows);
        return chosen(
                rows.withColumn(BROKEN_NAME, functions.lit(null).cast(DataTypes.StringType)),
                layout);
    }

    private Layout layout(Dataset<Row> rows) {
        var firstValues = new LinkedHashMap<String, String>();
        for (String name : rows.columns()) {
            firstValues.put(name, "");
        }
        return InteractionFields.ofNames(name(), firstValues, readOptions());
    }

    private static Dataset<Row> chosen(Dataset<Row> rows, Layout layout) {
        var columns = new ArrayList<Column>();
        for (String role : ROLES) {
            Integer at = layout.positions().get(role);
            Column column =
                    at == null
                            ? functions.lit(null).cast(DataTypes.StringType)
                            : text(
                                    functions.col("`" + rows.columns()[at] + "`"),
                                    rows.schema().apply(at).dataType());
            columns.add(column.as(role));
        }
        columns.add(functions.col(BROKEN_NAME).as("broken"));
        return rows.select(columns.toArray(Column[]::new));
    }

    private static Column text(Column column, DataType type) {
        if (type.equals(DataTypes.TimestampType)) {
            return functions.format_string("%.3f", functions.unix_millis(column).divide(1000.0));
        }
        return column.cast(DataTypes.StringType);
    }
}
