package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.data.InteractionLog;
import dev.kindred.testkit.ExternalData;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real data sets; the counts are those of their documentation. */
@Tag(ExternalData.TAG)
class RealFilesTest {
    private static String path(String file) {
        return ExternalData.file(file).toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ml-100k/ml-100k.zip                          | TSV       | 100000  | 943   | 1682",
                "ml-100k/ml-100k.zip!u1.base                  | TSV       | 80000   | 943   | 1650",
                "ml-100k/ml-100k.zip!ml-100k/u1.test          | TSV       | 20000   | 459   | 1410",
                "ml-1m/ml-1m.zip!ratings.dat                  | MOVIELENS | 1000209 | 6040  | 3706",
                "ml-100k-mcrec/train.csv.gz                   | CSV       | 80000   | 943   | 1657",
                "ml-1m-split90/test.tsv.gz                    | TSV       | 100020  | 5958  | 3311",
                "movielens-small/ratings.csv.gz               | CSV       | 100004  | 671   | 9066",
                "ncf-ml-1m/ml-1m.test.rating.gz               | TSV       | 6040    | 6040  | 1921",
                "sasrec-ml-1m/ml-1m.txt.gz                    | ADJACENCY | 999611  | 6040  | 3416",
                "gowalla/train.txt.gz                         | ADJACENCY | 810128  | 29858 | 40981",
                "gowalla/test.txt.gz                          | ADJACENCY | 217242  | 29858 | 38546",
                "goodbooks-10k/ratings_5pct_users.csv.gz      | CSV       | 298176  | 2672  | 9990",
                "anime-5k/anime.zip!anime_ratings.dat         | TSV       | 419943  | 4714  | 7157",
                "anime-5k/anime.zip!anime_history.dat         | TSV       | 520609  | 5000  | 7390",
                "hetrec2011-lastfm/user_artists.dat.gz        | TSV       | 92834   | 1892  | 17632",
                "lightgcn-lastfm/data1.txt.gz                 | TSV       | 42135   | 1878  | 4476",
                "retailrocket/Retailrocket_Ecommerce.zip!view_ecommerce.dat | TSV | 78371 | 3423 | 8878",
                "lenskit-golden/topn-java-truth.csv.gz        | CSV       | 490     | 98    | 398",
            })
    void countsAgree(String file, InputFormat format, int interactions, int users, int items) {
        InteractionFiles.Result result = InteractionFiles.read(path(file), ReadOptions.defaults());
        InteractionLog log = result.log();
        assertThat(result.report().rejected()).isZero();
        assertThat(result.report().format()).isEqualTo(format);
        assertThat(log.size()).isEqualTo(interactions);
        assertThat(log.users().size()).isEqualTo(users);
        assertThat(log.items().size()).isEqualTo(items);
    }

    private static Attributes attributes(String file, int rows) {
        AttributeFiles.Result result = AttributeFiles.read(path(file), ReadOptions.defaults());
        assertThat(result.report().rejected()).isZero();
        assertThat(result.attributes().ids().size()).isEqualTo(rows);
        return result.attributes();
    }

    private static long with(Attributes attributes, String field, String value) {
        return IntStream.range(0, attributes.ids().size())
                .filter(row -> attributes.values(row, field).contains(value))
                .count();
    }

    @Test
    void movieLensAttributes() {
        Attributes items = attributes("ml-100k/ml-100k.zip!u.item", 1682);
        assertThat(with(items, "genres", "Drama")).isEqualTo(725);
        assertThat(with(items, "genres", "unknown")).isEqualTo(2);
        assertThat(items.text(items.ids().row("543"), "title")).isEqualTo("Misérables, Les");
        assertThat(items.text(items.ids().row("1"), "year")).isEqualTo("1995");
        Attributes users = attributes("ml-100k/ml-100k.zip!u.user", 943);
        assertThat(with(users, "gender", "M")).isEqualTo(670);
        assertThat(with(users, "gender", "F")).isEqualTo(273);
        Attributes movies = attributes("ml-1m/ml-1m.zip!movies.dat", 3883);
        assertThat(movies.text(movies.ids().row("73"), "title")).isEqualTo("Misérables, Les");
        assertThat(movies.text(movies.ids().row("73"), "genres")).isEqualTo("Drama|Musical");
        assertThat(with(attributes("ml-1m/ml-1m.zip!users.dat", 6040), "gender", "F"))
                .isEqualTo(1709);
    }

    @Test
    void moviesWithPlotsAndPeople() {
        Attributes movies = attributes("ml-1m/movies_extrainfos.dat.gz", 3881);
        assertThat(with(movies, "rated", "NC-17")).isEqualTo(18);
        int heat = movies.ids().row("6");
        assertThat(movies.text(heat, "directors")).isEqualTo("Michael Mann");
        assertThat(movies.text(heat, "actors"))
                .isEqualTo("Al Pacino|Robert De Niro|Val Kilmer|Jon Voight");
        long plots =
                movies.ids().ids().stream()
                        .filter(id -> movies.text(movies.ids().row(id), "plot") != null)
                        .count();
        assertThat(plots).isEqualTo(3881 - 36);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "movielens-small/movies.csv.gz, 9066, title year genres",
        "demo-goodbooks/books-small.csv.gz, 1194, title authors year language genres isbn",
        "anime-5k/anime.zip!anime_info.dat, 7390, name genre type episodes rating members",
        "hetrec2011-lastfm/artists.dat.gz, 17632, name url pictureURL",
        "goodbooks-10k/genres_inferred.csv.gz, 10000, genres",
    })
    void attributesOfOtherSets(String file, int rows, String fields) {
        assertThat(attributes(file, rows).fields()).containsExactly(fields.split(" "));
    }

    @Test
    void candidatesOfNcf() {
        CandidateFiles.Result result =
                CandidateFiles.read(
                        path("ncf-ml-1m/ml-1m.test.negative.gz"), ReadOptions.defaults());
        assertThat(result.candidates())
                .hasSize(6040)
                .allSatisfy((user, list) -> assertThat(list).hasSize(99));
        assertThat(result.positives()).hasSize(6040).containsEntry("0", List.of("25"));
    }

    @Test
    void eventsKeepTheirValues() {
        String file = path("retailrocket/Retailrocket_Ecommerce.zip!purchase_ecommerce.dat");
        InteractionFiles.Result result = InteractionFiles.read(file, ReadOptions.defaults());
        assertThat(result.log().size()).isEqualTo(5088);
        assertThat(result.report().columns())
                .isEqualTo(Map.of("user", "visitorid", "item", "itemid", "value", "event"));
    }
}
