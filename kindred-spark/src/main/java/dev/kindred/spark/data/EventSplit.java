package dev.kindred.spark.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.kindred.data.Interaction;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * Marks what is held back for tests: the column {@code part} is {@link #TRAIN}, {@link #TEST} or,
 * for what is known of a user who is held out as a whole, {@link #KNOWN}.
 *
 * <p>The same splits as {@link dev.kindred.data.Splitters}. What is random there by a generator is
 * random here by a hash of seed, user and item, so that no machine must see all events: the same
 * fractions, of other events; {@code random} and {@code users} hold back each event or user with
 * the given probability instead of an exact number.
 */
final class EventSplit {
    static final String TRAIN = "train";
    static final String TEST = "test";
    static final String KNOWN = "known";

    private static final List<String> NAMES =
            List.of("random", "user", "leave-one-out", "last", "time", "users");
    private static final double SHARE_KNOWN = 0.8;

    private EventSplit() {}

    static void check(String split) {
        if (!NAMES.contains(name(split))) {
            throw new IllegalArgumentException(
                    "split \"%s\" is not for Spark; there are random:0.2, user:0.2, leave-one-out, last:5, time:0.8, users:0.1"
                            .formatted(split));
        }
    }

    private static String name(String split) {
        return split.trim().split(":", 2)[0];
    }

    /** Adds the column; {@code events} are read more than once for {@code time}. */
    static Dataset<Row> mark(Dataset<Row> events, String split, long seed) {
        double number = split.contains(":") ? Double.parseDouble(split.split(":", 2)[1]) : 1;
        return switch (name(split)) {
            case "random" -> test(events, chance(seed, "user", "item").lt(number));
            case "user" -> perUser(events, number, seed);
            case "time" -> time(events, number);
            case "users" -> users(events, number, seed);
            default -> last(events, (int) number);
        };
    }

    private static Dataset<Row> test(Dataset<Row> events, Column isTest) {
        return events.withColumn("part", when(isTest, TEST).otherwise(TRAIN));
    }

    /** A number from 0 to 1 that depends on seed and columns alone. */
    private static Column chance(long seed, String... columns) {
        var all = new Column[columns.length + 1];
        for (int k = 0; k < columns.length; k++) {
            all[k] = col(columns[k]);
        }
        all[columns.length] = lit(seed);
        return shiftrightunsigned(xxhash64(all), 11).multiply(0x1p-53);
    }

    private static WindowSpec ofUser() {
        return Window.partitionBy("user");
    }

    private static Dataset<Row> last(Dataset<Row> events, int most) {
        Column place =
                row_number().over(ofUser().orderBy(col("time").desc(), col("arrival").desc()));
        Column held = functions.least(lit(most), count("*").over(ofUser()).minus(1));
        return test(
                        events.withColumn("place", place).withColumn("held", held),
                        col("place").leq(col("held")))
                .drop("place", "held");
    }

    private static Dataset<Row> perUser(Dataset<Row> events, double fraction, long seed) {
        Column place =
                row_number().over(ofUser().orderBy(chance(seed, "user", "item"), col("item")));
        Column size = count("*").over(ofUser());
        Column held = functions.least(round(size.multiply(fraction)), size.minus(1));
        return test(
                        events.withColumn("place", place).withColumn("held", held),
                        col("place").leq(col("held")))
                .drop("place", "held");
    }

    private static Dataset<Row> users(Dataset<Row> events, double fraction, long seed) {
        Column place =
                row_number().over(ofUser().orderBy(chance(seed, "user", "item"), col("item")));
        Column size = count("*").over(ofUser());
        Column known =
                functions.least(
                        round(size.multiply(SHARE_KNOWN)),
                        functions.greatest(lit(1), size.minus(1)));
        return events.withColumn("place", place)
                .withColumn("known", known)
                .withColumn(
                        "part",
                        when(chance(seed, "user").geq(fraction), TRAIN)
                                .when(col("place").leq(col("known")), KNOWN)
                                .otherwise(TEST))
                .drop("place", "known");
    }

    private static Dataset<Row> time(Dataset<Row> events, double trainFraction) {
        if (events.filter(col("time").notEqual(Interaction.NO_TIME)).isEmpty()) {
            throw new IllegalArgumentException(
                    "split time:%s needs times, but no event has one".formatted(trainFraction));
        }
        Dataset<Row> order =
                events.select("time", "user", "arrival").orderBy("time", "user", "arrival");
        long kept = Math.round(events.count() * trainFraction);
        List<Row> first =
                order.javaRDD().zipWithIndex().filter(pair -> pair._2 == kept).keys().collect();
        if (first.isEmpty()) {
            return test(events, lit(false));
        }
        Row border = first.get(0);
        Column place = functions.struct(col("time"), col("user"), col("arrival"));
        Column from =
                functions.struct(
                        lit(border.getLong(0)), lit(border.getString(1)), lit(border.getLong(2)));
        return test(events, place.geq(from));
    }
}
