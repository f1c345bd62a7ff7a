package dev.kindred.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.io.DataException;
import dev.kindred.model.FitContext;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunnerTest {
    private static final long LONG = 20_000;

    @TempDir Path folder;
    private TestProject project;
    private final Semaphore training = new Semaphore(1);
    private final List<JobRunner> runners = new ArrayList<>();

    @BeforeEach
    void open() {
        project = new TestProject(folder);
    }

    @AfterEach
    void close() {
        runners.forEach(JobRunner::close);
        project.close();
    }

    /** What a job does. */
    @FunctionalInterface
    private interface Work {
        void on(JobContext context) throws Exception;
    }

    private static JobHandler handler(String kind, Lane lane, Work work) {
        return new JobHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Lane lane() {
                return lane;
            }

            @Override
            public void check(ObjectNode spec) {
                if (spec.has("bad")) {
                    throw new IllegalArgumentException("bad must not be there");
                }
            }

            @Override
            public ObjectNode run(JobContext context) throws Exception {
                work.on(context);
                return JsonNodeFactory.instance.objectNode().put("message", "all is well");
            }
        };
    }

    private JobRunner runner(JobHandler... handlers) {
        return runner(3, handlers);
    }

    private JobRunner runner(int queue, JobHandler... handlers) {
        var runner = new JobRunner("default", project.project.jobs(), queue, training);
        for (JobHandler handler : handlers) {
            runner.with(handler);
        }
        runners.add(runner);
        return runner;
    }

    private Job ended(JobRunner runner, Job job) throws InterruptedException {
        return runner.await(job.id(), LONG);
    }

    private Job run(Work work) throws InterruptedException {
        JobRunner runner = runner(handler("k", Lane.TRAINING, work));
        runner.start();
        return ended(runner, runner.submit("k"));
    }

    @Test
    void aJobRunsAndItsResultAndNotesAreKept() throws Exception {
        Job job =
                run(
                        context -> {
                            context.update(0.5, "half");
                            context.note("something odd");
                        });
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.message()).isEqualTo("all is well");
        assertThat(job.result()).contains("\"notes\":[\"something odd\"]");
        assertThat(job.progress()).isEqualTo(1);
    }

    @Test
    void jobsOfALaneRunInTheirOrderOneAtATime() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        var now = new AtomicInteger();
        Work work =
                context -> {
                    assertThat(now.incrementAndGet()).isEqualTo(1);
                    order.add(context.job().kind() + context.spec().path("n").asInt());
                    now.decrementAndGet();
                };
        JobRunner runner =
                runner(10, handler("a", Lane.TRAINING, work), handler("b", Lane.TRAINING, work));
        Job last = null;
        for (int n = 0; n < 6; n++) {
            project.pass(1); // jobs of one millisecond are in the order of their ids
            last =
                    runner.submit(
                            n % 2 == 0 ? "a" : "b",
                            JsonNodeFactory.instance.objectNode().put("n", n));
        }
        runner.start();
        ended(runner, last);
        assertThat(order).containsExactly("a0", "b1", "a2", "b3", "a4", "b5");
    }

    @Test
    void oneTrainingAtATimeInAllProjectsWhileTransfersGoOn() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        JobRunner first =
                runner(
                        handler(
                                "train",
                                Lane.TRAINING,
                                context -> {
                                    inside.countDown();
                                    leave.await(LONG, TimeUnit.MILLISECONDS);
                                }));
        Job slow = first.submit("train");
        assertThat(inside.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
        project.store.projects().create("other", "Other");
        var other = new JobRunner("other", project.store.project("other").jobs(), 3, training);
        runners.add(other);
        other.with(handler("train", Lane.TRAINING, context -> {}));
        other.with(handler("export", Lane.TRANSFER, context -> {}));
        Job waiting = other.submit("train");
        assertThat(ended(other, other.submit("export")).state()).isEqualTo(State.DONE);
        assertThat(other.await(waiting.id(), 100).state()).isEqualTo(State.QUEUED);
        leave.countDown();
        assertThat(ended(first, slow).state()).isEqualTo(State.DONE);
        assertThat(ended(other, waiting).state()).isEqualTo(State.DONE);
    }

    @Test
    void theQueueIsBoundedAndWrongJobsAreRefused() {
        var leave = new CountDownLatch(1);
        JobRunner runner = runner(2, handler("k", Lane.TRAINING, context -> leave.await()));
        assertThatThrownBy(() -> runner.submit("kk"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no jobs of kind \"kk\" (did you mean \"k\"?); there are k");
        assertThatThrownBy(
                        () ->
                                runner.submit(
                                        "k", JsonNodeFactory.instance.objectNode().put("bad", 1)))
                .hasMessage("bad must not be there");
        assertThatThrownBy(
                        () -> {
                            for (int n = 0; n < 4; n++) {
                                runner.submit("k");
                            }
                        })
                .isInstanceOf(StoreException.class)
                .extracting(e -> ((StoreException) e).reason())
                .isEqualTo(StoreException.Reason.CONFLICT);
        leave.countDown();
    }

    @Test
    void aJobIsCancelledByItsProgressAndByInterruptingWhatItComputes() throws Exception {
        var inside = new CountDownLatch(2);
        Work talks =
                context -> {
                    inside.countDown();
                    while (true) {
                        context.update(0.1, "still at it");
                        Thread.onSpinWait();
                    }
                };
        Work computes =
                context ->
                        context.interruptible(
                                () -> {
                                    inside.countDown();
                                    new FitContext(1, 2)
                                            .forEachRow(
                                                    Integer.MAX_VALUE, row -> Thread.onSpinWait());
                                    return 0;
                                });
        JobRunner runner =
                runner(
                        handler("talks", Lane.TRAINING, talks),
                        handler("computes", Lane.TRANSFER, computes));
        Job first = runner.submit("talks");
        Job second = runner.submit("computes");
        assertThat(inside.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
        Job queued = runner.submit("talks");
        assertThat(runner.cancel(queued.id()).state()).isEqualTo(State.CANCELLED);
        for (Job job : List.of(first, second)) {
            runner.cancel(job.id());
            Job ended = ended(runner, job);
            assertThat(ended.state()).isEqualTo(State.CANCELLED);
            assertThat(ended.message()).isEqualTo("cancelled");
        }
    }

    @Test
    void aWishOfAnotherServerToCancelIsHeard() throws Exception {
        var inside = new CountDownLatch(1);
        JobRunner runner =
                runner(
                        handler(
                                "k",
                                Lane.TRAINING,
                                context -> {
                                    inside.countDown();
                                    while (true) {
                                        context.checkCancelled();
                                        Thread.onSpinWait();
                                    }
                                }));
        Job job = runner.submit("k");
        assertThat(inside.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
        project.project.jobs().cancel(job.id());
        assertThat(ended(runner, job).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void everyFailureLeavesAReasonAPersonCanActOn() throws Exception {
        assertThat(
                        run(context -> {
                                    throw new DataException("ratings.csv line 3: no");
                                })
                                .message())
                .isEqualTo("ratings.csv line 3: no");
        assertThat(
                        run(context -> {
                                    throw new OutOfMemoryError("Java heap space");
                                })
                                .message())
                .startsWith("out of memory: the job needs more than the ")
                .contains("KINDRED_JAVA_OPTS");
        Job internal =
                run(
                        context -> {
                            throw new NullPointerException("secret");
                        });
        assertThat(internal.state()).isEqualTo(State.FAILED);
        assertThat(internal.message())
                .isEqualTo("internal error (NullPointerException); the log has the details");
        Job rejected =
                run(
                        context -> {
                            throw new JobFailure(
                                    "rejected", JsonNodeFactory.instance.objectNode().put("f", 1));
                        });
        assertThat(rejected.state()).isEqualTo(State.FAILED);
        assertThat(rejected.result()).isEqualTo("{\"f\":1}");
        assertThat(run(context -> {}).state()).as("the runner goes on").isEqualTo(State.DONE);
    }

    @Test
    void theStartMarksWhatWasInterruptedAndGoesOnWithWhatWaits() throws Exception {
        project.project.jobs().submit("k", "{}", 9);
        Job interrupted = project.project.jobs().claim("k");
        Job waiting = project.project.jobs().submit("k", "{}", 9);
        project.close(); // the process is gone, and another one starts
        project = new TestProject(folder);
        JobRunner runner = runner(handler("k", Lane.TRAINING, context -> {}));
        runner.start();
        assertThat(ended(runner, waiting).state()).isEqualTo(State.DONE);
        Job marked = project.project.jobs().get(interrupted.id());
        assertThat(marked.state()).isEqualTo(State.FAILED);
        assertThat(marked.message()).contains("interrupted");
    }

    @Test
    void closingStopsWhatRunsAndLeavesWhatWaits() throws Exception {
        var inside = new CountDownLatch(1);
        JobRunner runner =
                runner(
                        handler(
                                "k",
                                Lane.TRAINING,
                                context -> {
                                    inside.countDown();
                                    while (true) {
                                        context.update(0.3, "x");
                                        Thread.onSpinWait();
                                    }
                                }));
        Job job = runner.submit("k");
        assertThat(inside.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
        Job waiting = runner.submit("k");
        runner.close();
        Job ended = project.project.jobs().get(job.id());
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.message()).isEqualTo("interrupted: the server stopped");
        assertThat(project.project.jobs().get(waiting.id()).state()).isEqualTo(State.QUEUED);
    }

    @Test
    void progressIsWrittenDownWithTheTimeLeftAndNeverGoesBack() throws Exception {
        var seen = new CountDownLatch(1);
        JobRunner runner =
                runner(
                        handler(
                                "k",
                                Lane.TRAINING,
                                context -> {
                                    var part = context.part(0.2, 0.6, "training", 2);
                                    part.update("fit a", 5, 10, "");
                                    part.update("fit b", 5, 10, "");
                                    part.update("fit a", 1, 10, "");
                                    // two stages of 0.2 each: 0.2 + 0.2 + 0.1; the third adds none
                                    assertThat(context.standing().progress()).isEqualTo(0.6);
                                    seen.await(LONG, TimeUnit.MILLISECONDS);
                                }));
        Job job = runner.submit("k");
        Job now = job;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG);
        while (now.progress() < 0.6 && System.nanoTime() < end) {
            now = runner.await(job.id(), 50);
        }
        assertThat(now.progress()).isEqualTo(0.6);
        assertThat(now.message()).startsWith("training: fit a 1 of 10");
        seen.countDown();
        assertThat(ended(runner, job).state()).isEqualTo(State.DONE);
    }

    @Test
    void listenersHearOfEveryEnd() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        JobRunner runner = runner(handler("k", Lane.TRAINING, context -> {}));
        var told = new CountDownLatch(1);
        runner.listener(
                job -> {
                    throw new IllegalStateException("a listener that fails harms nobody");
                });
        runner.listener(
                job -> {
                    heard.add(job.kind() + " " + job.state());
                    told.countDown();
                });
        ended(runner, runner.submit("k"));
        assertThat(told.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(heard).containsExactly("k DONE");
    }
}
