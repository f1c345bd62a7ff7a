package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    private static String text(Table table, int columns) throws IOException {
        var out = new StringWriter();
        table.write(out, columns);
        return out.toString();
    }

    @Test
    void numbersStandOnTheRightAndTextsOnTheLeft() throws IOException {
        var table = new Table("name", "n").row("a", 5).row("long name", 120);
        assertThat(text(table, 80)).isEqualTo("name         n\na            5\nlong name  120\n");
    }

    @Test
    void linesAreCutWhereTheTerminalEnds() throws IOException {
        assertThat(text(new Table("", "").row("a", "0123456789x"), 10)).isEqualTo("a  0123...\n");
    }

    @Test
    void controlCharactersNeverReachTheTerminal() throws IOException {
        assertThat(text(new Table("").row("a\u001b[2J\nb"), 80)).isEqualTo("a [2J b\n");
    }

    @Test
    void aNoteStandsBelowItsRow() throws IOException {
        Table table = new Table("a", "b").row("x", 1).note("why x").row("y", 22);
        assertThat(text(table, 80)).isEqualTo("a   b\nx   1\n     why x\ny  22\n");
    }

    @Test
    void longNotesGoOnInTheNextLine() throws IOException {
        Table table = new Table("a").row("x").note("one two three");
        assertThat(text(table, 13)).isEqualTo("a\nx\n     one two\n     three\n");
    }
}
