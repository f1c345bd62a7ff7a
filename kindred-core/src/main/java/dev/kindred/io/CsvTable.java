package dev.kindred.io;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The records of a CSV file with a header, and what became of them. */
final class CsvTable {
    /** Reads one record; an {@link IllegalArgumentException} rejects it. */
    interface Row {
        void read(CsvRecord record);
    }

    final String source;
    final List<String> header = new ArrayList<>();
    private final List<CsvRecord> records = new ArrayList<>();

    CsvTable(String source) {
        this.source = source;
        try (Reader in = new InputStreamReader(open(source), StandardCharsets.UTF_8);
                var csv = CsvReader.builder().ofCsvRecord(in)) {
            csv.forEach(records::add);
        } catch (IOException e) {
            throw new DataException("%s cannot be read: %s".formatted(source, e), e);
        }
        if (records.isEmpty()) {
            throw new DataException(source + " is empty");
        }
        header.addAll(records.remove(0).getFields());
    }

    private static InputStream open(String source) throws IOException {
        InputStream in = Files.newInputStream(Path.of(source));
        return source.endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    /** The position of the column of a role, or -1. */
    int column(ColumnRole role, ReadOptions options) {
        String name = options.columns().get(role.label());
        for (int k = 0; k < header.size(); k++) {
            if (name != null ? header.get(k).equals(name) : role.rank(header.get(k)) >= 0) {
                return k;
            }
        }
        return -1;
    }

    ReadReport read(ReadOptions options, Row row) {
        var reasons = new LinkedHashMap<String, Long>();
        var examples = new ArrayList<ReadReport.RejectedLine>();
        for (CsvRecord record : records) {
            try {
                row.read(record);
            } catch (IllegalArgumentException e) {
                var bad =
                        new ReadReport.RejectedLine(
                                record.getStartingLineNumber(),
                                String.valueOf(e.getMessage()),
                                String.join(",", record.getFields()));
                if (options.strict()) {
                    throw new DataException(source + " " + bad);
                }
                options.onRejected().accept(bad);
                reasons.merge(bad.reason(), 1L, Long::sum);
                if (examples.size() < ReadReport.EXAMPLES) {
                    examples.add(bad);
                }
            }
        }
        long bad = reasons.values().stream().mapToLong(Long::longValue).sum();
        return new ReadReport(
                source,
                InputFormat.CSV,
                Map.of(),
                records.size(),
                records.size() - bad,
                bad,
                0,
                reasons,
                examples);
    }
}
