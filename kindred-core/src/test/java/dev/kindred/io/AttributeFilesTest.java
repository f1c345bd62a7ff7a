package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeFilesTest extends FileTest {
    private Attributes attributes(String text) {
        return AttributeFiles.read(data(text), DEFAULTS).attributes();
    }

    private static List<String> values(Attributes attributes, String id, String field) {
        return attributes.values(attributes.ids().row(id), field);
    }

    @Test
    void readsCsvWithTheIdFirst() {
        Attributes read =
                attributes(
                        """
                        movieId,title,year,genres
                        1,"Toy, Story",1995,Adventure|Animation | Children
                        2, Jumanji ,,
                        """);
        assertThat(read.fields()).containsExactly("title", "year", "genres");
        assertThat(read.ids().ids()).containsExactly("1", "2");
        assertThat(values(read, "1", "title")).containsExactly("Toy, Story");
        assertThat(values(read, "1", "genres"))
                .containsExactly("Adventure", "Animation", "Children");
        assertThat(values(read, "2", "title")).containsExactly("Jumanji");
        assertThat(values(read, "2", "year")).isEmpty();
    }

    @Test
    void commaWinsOverThePipeInsideAField() {
        assertThat(values(attributes("item,genres\na,x|y\nb,z|y\nc,x|z\n"), "a", "genres"))
                .containsExactly("x", "y");
    }

    @Test
    void readsOtherDelimitersAndTextOverSeveralLines() {
        assertThat(values(attributes("item\tname\na\tA b\nb\tB\n"), "a", "name"))
                .containsExactly("A b");
        assertThat(values(attributes("item;name\na;A,1\nb;B,2,3\n"), "b", "name"))
                .containsExactly("B,2,3");
        Attributes read = attributes("item,plot\na,\"He came.\nHe saw.\"\nb,\"He left.\"\n");
        assertThat(values(read, "a", "plot")).containsExactly("He came.\nHe saw.");
        assertThat(values(read, "b", "plot")).containsExactly("He left.");
    }

    @Test
    void theIdColumnCanBeNamedAndRowNumbersAreNotTaken() {
        var byName = DEFAULTS.withColumns(Map.of("item", "isbn"));
        Attributes named = AttributeFiles.read(data("title,isbn\nA,7\n"), byName).attributes();
        assertThat(values(named, "7", "title")).containsExactly("A");
        assertThat(values(attributes(",movieId,title\n0,m1,A\n1,m2,B\n"), "m2", "title"))
                .containsExactly("B");
        assertThatThrownBy(() -> AttributeFiles.read(data("title,isbm\nA,7\n"), byName))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "no column \"isbn\" (did you mean \"isbm\"?); its columns are title, isbm");
    }

    @Test
    void readsJsonLines() {
        Attributes read =
                attributes(
                        """
                        {"title": "A|B", "id": 1, "genres": ["x", "y", null], "people": {"director": "D", "cast": ["E", "F"]}}
                        {"id": "2", "title": null, "genres": [], "ok": true, "parts": [{"n": 1}, {"n": 2}]}
                        """);
        assertThat(values(read, "1", "title")).containsExactly("A|B");
        assertThat(values(read, "1", "genres")).containsExactly("x", "y");
        assertThat(values(read, "1", "people.cast")).containsExactly("E", "F");
        assertThat(values(read, "2", "title")).isEmpty();
        assertThat(values(read, "2", "ok")).containsExactly("true");
        assertThat(values(read, "2", "parts.n")).containsExactly("1", "2");
        assertThat(read.ids().ids()).containsExactly("1", "2");
        Attributes users = attributes("{\"name\":\"x\",\"userId\":\"u\"}\n");
        assertThat(values(users, "u", "name")).containsExactly("x");
    }

    @Test
    void readsMovieLensItems() {
        String flags = "0|0|0|1|1|1" + "|0".repeat(13); // animation, children's, comedy
        String none = "1" + "|0".repeat(18);
        String text =
                "1|Toy Story (1995)|01-Jan-1995||http://x/Toy%20Story|"
                        + flags
                        + "\n267|unknown||||"
                        + none
                        + "\n3|Café|15-Dec-1996|||"
                        + none
                        + "\n";
        String source = file("u.item", text.getBytes(StandardCharsets.ISO_8859_1));
        AttributeFiles.Result result = AttributeFiles.read(source, DEFAULTS);
        Attributes read = result.attributes();
        assertThat(result.report().format()).isEqualTo(InputFormat.MOVIELENS);
        assertThat(read.fields()).containsExactly("title", "year", "released", "url", "genres");
        assertThat(values(read, "1", "title")).containsExactly("Toy Story");
        assertThat(values(read, "1", "year")).containsExactly("1995");
        assertThat(values(read, "1", "genres"))
                .containsExactly("Animation", "Children's", "Comedy");
        assertThat(values(read, "267", "title")).containsExactly("unknown");
        assertThat(values(read, "267", "year")).isEmpty();
        assertThat(values(read, "267", "genres")).containsExactly("unknown");
        assertThat(values(read, "3", "title")).containsExactly("Café");
        assertThat(values(read, "3", "year")).containsExactly("1996");
    }

    @Test
    void readsMovieLensMoviesAndUsers() {
        byte[] movies =
                "1::Café, Le (1995)::Comedy|Drama\n2::Untitled::\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Attributes read = AttributeFiles.read(file("movies.dat", movies), DEFAULTS).attributes();
        assertThat(values(read, "1", "title")).containsExactly("Café, Le");
        assertThat(values(read, "1", "year")).containsExactly("1995");
        assertThat(values(read, "1", "genres")).containsExactly("Comedy", "Drama");
        assertThat(values(read, "2", "title")).containsExactly("Untitled");
        Attributes users = attributes("1::F::25::10::48067\n2::M::1::0::0\n");
        assertThat(users.fields()).containsExactly("gender", "age", "occupation", "zip");
        assertThat(values(users, "1", "age")).containsExactly("25");
        Attributes old = attributes("1|24|M|technician|85711\n2|53|F|other|94043\n");
        assertThat(values(old, "2", "occupation")).containsExactly("other");
        assertThat(values(old, "2", "gender")).containsExactly("F");
    }

    @Test
    void readsMoviesWithPlotsAndPeople() {
        Attributes read =
                attributes(
                        """
                        1::Toy Story::1995::G::22 Nov 1995::Animation, Comedy::John Lasseter::Joss Whedon (screenplay by), Andrew Stanton (story, by), Andrew Stanton (screenplay)::Tom Hanks, Tim Allen::A boy named "Andy", and his toys.::https://poster.jpg
                        2::Untitled::1996::UNRATED::N/A::N/A::N/A::N/A::N/A::N/A::N/A
                        """);
        assertThat(read.fields())
                .containsExactly(
                        "title",
                        "year",
                        "rated",
                        "released",
                        "genres",
                        "directors",
                        "writers",
                        "actors",
                        "plot",
                        "poster");
        assertThat(values(read, "1", "genres")).containsExactly("Animation", "Comedy");
        assertThat(values(read, "1", "writers")).containsExactly("Joss Whedon", "Andrew Stanton");
        assertThat(values(read, "1", "plot"))
                .containsExactly("A boy named \"Andy\", and his toys.");
        assertThat(values(read, "2", "year")).containsExactly("1996");
        assertThat(values(read, "2", "plot")).isEmpty();
        assertThat(values(read, "2", "genres")).isEmpty();
    }

    @Test
    void badLinesAreReportedAndLeaveNoTrace() {
        String text = "item,genre\na,x\n,y\nb\na,z\n" + "c".repeat(257) + ",w\nd,v\n";
        AttributeFiles.Result result = AttributeFiles.read(data(text), DEFAULTS);
        assertThat(result.attributes().ids().ids()).containsExactly("a", "d");
        assertThat(values(result.attributes(), "a", "genre")).containsExactly("x");
        assertThat(result.report().examples())
                .extracting(line -> line.line() + " " + line.reason())
                .containsExactly(
                        "3 the id is empty",
                        "4 2 fields expected, 1 found",
                        "5 the id was given before; the first line counts",
                        "6 the id has more than 256 bytes");
        String item = "1|A||||2" + "|0".repeat(18) + "\n2|B||||0" + "|0".repeat(18) + "\n";
        assertThat(AttributeFiles.read(data(item), DEFAULTS).report().examples().get(0).toString())
                .isEqualTo("line 1: a genre is neither 0 nor 1: \"2\"");
        String json = "{\"id\":1}\n{\"id\":[1,2]}\n{\"x\":}\n{}\n";
        assertThat(AttributeFiles.read(data(json), DEFAULTS).report().rejected()).isEqualTo(3);
    }

    @Test
    void jsonWithEverNewKeysDoesNotFillTheMemory() {
        var text = new StringBuilder();
        for (int k = 0; k < 3000; k++) {
            text.append("{\"id\":").append(k).append(",\"key").append(k).append("\":1}\n");
        }
        ReadReport report = AttributeFiles.read(data(text.toString()), DEFAULTS).report();
        assertThat(report.accepted()).isEqualTo(1000);
        assertThat(report.reasons()).isEqualTo(Map.of("there are more than 1000 fields", 2000L));
    }

    @Test
    void filesThatAreNoAttributesAreRefused() {
        assertNone("1,2,3\n4,5,6\n", "has no header: 1, 2, 3", "the id first");
        assertNone("item,a,a\n1,2,3\n", "names a column twice");
        assertNone("1 2 3 4\n5 6\n", "does not look like attributes");
        assertNone("1::2::3::4\n", "does not look like attributes");
        assertNone("item,title\n", "holds no data");
        assertNone("", "is empty");
        assertNone("item\na\n", "one column only");
        assertNone("item,title\na\nb,c,d\n", "none of 2 lines can be used", "2 fields expected");
    }

    private void assertNone(String text, String... words) {
        String source = data(text);
        assertThatThrownBy(() -> AttributeFiles.read(source, DEFAULTS))
                .isInstanceOf(DataException.class)
                .message()
                .contains(words)
                .startsWith(source);
    }
}
