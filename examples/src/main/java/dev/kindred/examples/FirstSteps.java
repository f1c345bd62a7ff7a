package dev.kindred.examples;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.knn.ItemKnn;
import dev.kindred.knn.ItemKnnConfig;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;

/**
 * From a ratings file to a list for somebody who did not exist a second ago. Runs at the
 * repository's root.
 */
public final class FirstSteps {
    private FirstSteps() {}

    public static void main(String[] args) {
        String file = args.length > 0 ? args[0] : "demo/movielens-small/ratings.csv.gz";
        var read = InteractionFiles.read(file, ReadOptions.defaults());
        Dataset data = new DatasetBuilder().likesFrom(4).minPerItem(5).build(read.log());

        var config = ItemKnnConfig.builder().neighbours(100).build();
        Model model = new ItemKnn(config).fit(data, FitContext.seeded(42));

        Recommender recommender = Recommender.of(model);
        History likes = History.ofIds(model.items(), "1", "260"); // Toy Story, Star Wars
        RankedItems top = recommender.recommend(Query.of(likes, 10));
        System.out.println(top.ids());
    }
}
