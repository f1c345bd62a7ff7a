package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFileTest {
    @TempDir Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text).toString();
    }

    private static List<String> rows(String source) {
        var rows = new ArrayList<String>();
        try (TableFile table = TableFile.open(source)) {
            int unit = table.column("unit");
            int value = table.column("value");
            while (table.next()) {
                rows.add(
                        "%d %s %s"
                                .formatted(
                                        table.line(),
                                        table.id(unit),
                                        table.isEmpty(value) ? "-" : table.number(value)));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"','", "';'", "'|'", "'\t'"})
    void everyDelimiterIsRead(String delimiter) throws IOException {
        String text = "unit,value\nu1,2\n\n\"u 2\",\nu3,-1e-3\n".replace(",", delimiter);
        assertThat(rows(file(text))).containsExactly("2 u1 2.0", "4 u 2 -", "5 u3 -0.001");
    }

    @Test
    void packedTablesAreRead() throws IOException {
        Path packed = folder.resolve("t.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("id,unit,value\n0,u1,3\n".getBytes());
        }
        assertThat(rows(packed.toString())).containsExactly("2 u1 3.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "unit,value\\nu1! t.csv line 2: 2 fields expected, 1 found: \"u1\"",
                "unit,value\\nu1,x! t.csv line 2: value must be a number, but is \"x\"",
                "unit,value\\nu1,NaN! t.csv line 2: value must be a number, but is \"NaN\"",
                "unit,value\\n,1! t.csv line 2: the unit is empty",
                "unit,vale\\nu1,1! t.csv has no column \"value\" (did you mean \"vale\"?); its columns are unit, vale",
                "unit,unit\\nu1,1! t.csv names a column twice: unit, unit",
                "1,2\\n3,4! t.csv has no header: 1, 2",
            })
    void badRowsAndHeadersAreErrors(String text, String message) throws IOException {
        String source = file(text.replace("\\n", "\n"));
        assertThatThrownBy(() -> rows(source))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void filesThatAreNoneAreErrors() throws IOException {
        String empty = file("");
        assertThatThrownBy(() -> TableFile.open(empty)).hasMessageContaining("is empty");
        String absent = folder.resolve("absent.csv").toString();
        assertThatThrownBy(() -> TableFile.open(absent)).hasMessageContaining("does not exist");
    }
}
