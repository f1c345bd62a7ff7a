package dev.kindred.spark.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.io.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The file {@code prepared.json} of a folder of prepared data. */
final class PreparedFacts {
    private static final int FORMAT = 1;
    private static final String NAME = "prepared.json";

    private PreparedFacts() {}

    static void write(
            SparkSession spark,
            String folder,
            PrepareSettings settings,
            RejectedRows rejected,
            int items,
            Fingerprint print) {
        var path = new Path(folder, NAME);
        try (OutputStream out = files(spark, path).create(path, true);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeNumberField("users", print.users());
            json.writeNumberField("items", items);
            json.writeNumberField("interactions", print.interactions());
            json.writeStringField("fingerprint", print.text());
            if (settings.split() != null) {
                json.writeStringField("split", settings.split());
                json.writeNumberField("seed", settings.seed());
            }
            json.writeNumberField("rows", rejected.rows());
            json.writeNumberField("unwanted", rejected.unwanted());
            json.writeNumberField("rejected", rejected.rejected());
            json.writeObjectFieldStart("reasons");
            for (Map.Entry<String, Long> reason : rejected.reasons().entrySet()) {
                json.writeNumberField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers and texts at the top. */
    static Map<String, String> read(SparkSession spark, String folder) {
        var path = new Path(folder, NAME);
        var facts = new LinkedHashMap<String, String>();
        try {
            FileSystem files = files(spark, path);
            if (!files.exists(path)) {
                throw new DataException(
                        "%s is no prepared data: it has no %s. Maybe the job prepare has not ended, or it wrote elsewhere."
                                .formatted(folder, NAME));
            }
            try (InputStream in = files.open(path);
                    JsonParser json = new JsonFactory().createParser(in)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (json.nextToken().isScalarValue()) {
                        facts.put(name, json.getText());
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Integer.toString(FORMAT).equals(facts.get("format"))) {
            throw new DataException(
                    "%s has format %s; this version reads %d. Maybe it was written by a newer Kindred."
                            .formatted(path, facts.get("format"), FORMAT));
        }
        return facts;
    }

    private static FileSystem files(SparkSession spark, Path path) throws IOException {
        return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
    }
}
