package dev.kindred.linear;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.TestSet;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.ExternalData;

/** The fixed split of ML-100K with published results of about 30 algorithms. */
final class McRec {
    private McRec() {}

    static Report measure(Algorithm<?> algorithm) {
        Dataset train = read("train");
        return Evaluation.of(train, TestSet.of(train, read("test")))
                .metrics(Metrics.parse("precision@10,recall@10,ndcg@10"))
                .build()
                .run("linear", algorithm, new FitContext(1, 2));
    }

    static Dataset read(String part) {
        String file = ExternalData.file("ml-100k-mcrec/" + part + ".csv.gz").toString();
        return new DatasetBuilder()
                .build(InteractionFiles.read(file, ReadOptions.defaults()).log());
    }
}
