package dev.kindred.benchmarks.jmh;

import dev.kindred.experiment.Assigner;
import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.HashMethod;
import dev.kindred.experiment.NamespaceSlice;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The arm of a user. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AssignmentBenchmark {
    private static final int USERS = 1 << 12;

    private final Experiment.Builder experiment = Experiment.builder("menu").variants("A", "B");
    private final Assigner plain = new Assigner(experiment.build());
    private final Assigner sliced =
            new Assigner(experiment.namespace(new NamespaceSlice("page", 0, .5)).build());
    private final Assigner growthBook =
            new Assigner(experiment.namespace(null).hash(HashMethod.GROWTHBOOK_V2).build());
    private final String[] users = new String[USERS];
    private int at;

    /** Users of ten characters. */
    public AssignmentBenchmark() {
        for (int user = 0; user < USERS; user++) {
            users[user] = "user-%05d".formatted(user);
        }
    }

    private String next() {
        at = at + 1 & USERS - 1;
        return users[at];
    }

    /** SHA-256. */
    @Benchmark
    public int sha256() {
        return plain.assign(next()).arm();
    }

    /** SHA-256 in a namespace. */
    @Benchmark
    public int sha256InNamespace() {
        return sliced.assign(next()).arm();
    }

    /** GrowthBook's second hash. */
    @Benchmark
    public int growthBook() {
        return growthBook.assign(next()).arm();
    }
}
