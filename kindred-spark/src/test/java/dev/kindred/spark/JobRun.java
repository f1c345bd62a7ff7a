package dev.kindred.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a job said and how it ended. */
record JobRun(int code, String out, String err) {
    static JobRun of(String... args) {
        LocalSpark.session();
        return ofLine(args);
    }

    /** Without a session: for what must be refused before there is one. */
    static JobRun ofLine(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        return new JobRun(code, out.toString(), err.toString());
    }

    static JobRun good(String... args) {
        JobRun run = of(args);
        assertThat(run.code).as("%s", run.err).isZero();
        return run;
    }

    JobRun bad(int expected, String... words) {
        assertThat(code).as("%s", err).isEqualTo(expected);
        assertThat(err).contains(words).doesNotContain("\tat ");
        return this;
    }
}
