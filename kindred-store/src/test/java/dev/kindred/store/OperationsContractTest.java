package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.ApiKey.Scope;
import dev.kindred.store.Idempotency.Outcome;
import dev.kindred.store.Job.State;
import dev.kindred.store.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class OperationsContractTest {
    @Parameter Engine engine;
    private Project project;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
    }

    private static void assertReason(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aKeyOpensUntilItExpiresOrIsRevokedAndItsSecretIsNotStored() {
        Keys keys = engine.store().keys();
        long end = engine.clock.millis() + 1000;
        Keys.Created created = keys.create("ci", project.id(), Set.of(Scope.READ), end);
        assertThat(keys.verify(created.token())).isEqualTo(created.key());
        assertThat(created.toString()).doesNotContain(created.token());
        assertThat(keys.list().toString()).doesNotContain(created.token().substring(15));
        engine.clock.forward(1000);
        assertThat(keys.verify(created.token())).as("expired").isNull();

        Keys.Created lasting = keys.create("ops", null, Set.of(Scope.ADMIN, Scope.READ), null);
        assertThat(keys.verify(lasting.token()).scopes()).containsOnly(Scope.ADMIN, Scope.READ);
        assertThat(keys.revoke(lasting.key().id())).isTrue();
        assertThat(keys.revoke(lasting.key().id())).isFalse();
        assertThat(keys.verify(lasting.token())).as("revoked").isNull();
    }

    @Test
    void wrongTokensOpenNothing() {
        Keys keys = engine.store().keys();
        String token = keys.create("k", null, Set.of(Scope.READ), null).token();
        char last = token.charAt(token.length() - 1) == 'A' ? 'B' : 'A';
        String other = token.substring(0, token.length() - 2) + last + last;
        var wrong =
                List.of("", "kd_", "kd_x", token + "x", other, token.substring(3), "kd_\0" + token);
        for (String one : wrong) {
            assertThat(keys.verify(one)).as("%s", one).isNull();
        }
        assertReason(Reason.NOT_FOUND, () -> keys.create("k", "no-such", Set.of(Scope.READ), null));
        assertThatThrownBy(() -> keys.create("k", null, Set.of(), null))
                .hasMessageContaining("at least one scope");
    }

    @Test
    void aRequestIsDoneOnceAndItsAnswerReplayed() {
        Idempotency requests = project.idempotency();
        byte[] body = {0, 1, -1};
        assertThat(requests.begin("k", "h1").outcome()).isEqualTo(Outcome.NEW);
        assertThat(requests.begin("k", "h1").outcome()).isEqualTo(Outcome.IN_PROGRESS);
        assertThat(requests.begin("k", "h2").outcome()).isEqualTo(Outcome.MISMATCH);
        requests.complete("k", 201, "text/plain", body);
        Idempotency.Known known = requests.begin("k", "h1");
        assertThat(known.outcome()).isEqualTo(Outcome.REPLAY);
        assertThat(known.status()).isEqualTo(201);
        assertThat(known.contentType()).isEqualTo("text/plain");
        assertThat(known.body()).isEqualTo(body);
        assertThat(requests.begin("k", "h2").outcome()).isEqualTo(Outcome.MISMATCH);
    }

    @Test
    void keysOfRequestsAreGivenBackWhenAbandonedLostOrOld() {
        Idempotency requests = project.idempotency();
        requests.begin("a", "h");
        requests.abandon("a");
        assertThat(requests.begin("a", "h").outcome()).isEqualTo(Outcome.NEW);
        engine.clock.forward(Idempotency.LOST);
        assertThat(requests.begin("a", "h").outcome()).as("lost").isEqualTo(Outcome.NEW);
        requests.complete("a", 200, "t", "x".getBytes(StandardCharsets.UTF_8));
        engine.clock.forward(Idempotency.KEPT - 1);
        assertThat(requests.begin("a", "h").outcome()).isEqualTo(Outcome.REPLAY);
        engine.clock.forward(1);
        assertThat(requests.begin("a", "other").outcome()).as("old").isEqualTo(Outcome.NEW);
        engine.clock.forward(Idempotency.KEPT);
        assertThat(requests.purge()).isEqualTo(1);
    }

    @Test
    void aJobGoesThroughItsLife() {
        Jobs jobs = project.jobs();
        Job job = jobs.submit("train", "{\"a\":1}", 10);
        assertThat(job.state()).isEqualTo(State.QUEUED);
        assertReason(Reason.CONFLICT, () -> jobs.finish(job.id(), State.DONE, null, null));
        assertThat(jobs.claim("import")).isNull();
        assertThat(jobs.claim("train").id()).isEqualTo(job.id());
        assertThat(jobs.claim("train")).isNull();
        assertThat(jobs.progress(job.id(), 0.5, "epoch 5").progress()).isEqualTo(0.5);
        jobs.cancel(job.id());
        assertThat(jobs.progress(job.id(), 0.6, "epoch 6").cancelRequested()).isTrue();
        Job done = jobs.finish(job.id(), State.DONE, "well", "{\"model\":3}");
        assertThat(done.result()).isEqualTo("{\"model\":3}");
        assertThat(done.progress()).isEqualTo(1);
        assertThat(jobs.cancel(job.id()).state()).as("too late").isEqualTo(State.DONE);
        assertReason(Reason.CONFLICT, () -> jobs.finish(job.id(), State.FAILED, null, null));
        assertReason(Reason.NOT_FOUND, () -> jobs.cancel("j_none"));
        assertThat(jobs.purge(engine.clock.millis() + 1)).isEqualTo(1);
    }

    @Test
    void aQueueIsBoundedFirstInFirstOutAndCancelledWhileItWaits() {
        Jobs jobs = project.jobs();
        Job first = jobs.submit("train", "{}", 3);
        Job second = jobs.submit("train", "{}", 3);
        Job third = jobs.submit("train", "{}", 3);
        assertReason(Reason.CONFLICT, () -> jobs.submit("train", "{}", 3));
        assertThat(jobs.cancel(second.id()).state()).isEqualTo(State.CANCELLED);
        assertThat(jobs.claim("train").id()).isEqualTo(first.id());
        assertThat(jobs.claim("train").id()).isEqualTo(third.id());
        assertThat(jobs.list(2)).extracting("id").containsExactly(third.id(), second.id());
    }

    @Test
    void noMoreJobsOfAKindAreClaimedThanMayRun() {
        Jobs jobs = project.jobs();
        Job first = jobs.submit("train", "{}", 3);
        jobs.submit("train", "{}", 3);
        jobs.submit("import", "{}", 3);
        assertThat(jobs.claim("train", 1).id()).isEqualTo(first.id());
        assertThat(jobs.claim("train", 1)).isNull();
        assertThat(jobs.claim("import", 1)).isNotNull();
        jobs.finish(first.id(), State.DONE, null, null);
        assertThat(jobs.claim("train", 1)).isNotNull();
    }

    @Test
    void jobsAreListedByKindAndInPages() {
        Jobs jobs = project.jobs();
        var ids = new ArrayList<String>();
        for (int k = 0; k < 6; k++) {
            ids.add(jobs.submit(k % 2 == 0 ? "even" : "odd", "{}", 10).id());
        }
        assertThat(jobs.list("even", null, 2))
                .extracting("id")
                .containsExactly(ids.get(4), ids.get(2));
        assertThat(jobs.list("even", ids.get(2), 2)).extracting("id").containsExactly(ids.get(0));
        assertThat(jobs.list(null, ids.get(2), 9))
                .extracting("id")
                .containsExactly(ids.get(1), ids.get(0));
    }

    @Test
    void aJobIsClaimedByOneOnly() throws Exception {
        Jobs jobs = project.jobs();
        for (int k = 0; k < 20; k++) {
            jobs.submit("train", "{}", 100);
        }
        var claims = new ArrayList<Callable<Job>>();
        for (int k = 0; k < 30; k++) {
            claims.add(() -> jobs.claim("train"));
        }
        var pool = Executors.newFixedThreadPool(8);
        var claimed = new HashSet<String>();
        try {
            for (var future : pool.invokeAll(claims)) {
                Job job = future.get();
                assertThat(job == null || claimed.add(job.id())).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(claimed).hasSize(20);
    }

    @Test
    void theAuditLogIsReadFromItsEnd() {
        Audit audit = engine.store().audit();
        audit.add("ann", "a", project.id(), "t1", "{\"x\":1}");
        audit.add("bob", "b", null, null, null);
        List<Audit.Entry> newest = audit.list(Long.MAX_VALUE, 2);
        assertThat(newest).extracting("actor").containsExactly("bob", "ann");
        assertThat(audit.list(newest.get(0).sequence(), 1).get(0).details()).isEqualTo("{\"x\":1}");
    }

    @Test
    void aDeletedProjectIsGoneWithAllItHeld() {
        project.events().append(List.of(Event.of("u", "i", "view", 1, 1)), WriteMode.ADD);
        String token =
                engine.store().keys().create("k", project.id(), Set.of(Scope.READ), null).token();
        Projects projects = engine.store().projects();
        assertReason(Reason.CONFLICT, () -> projects.create(project.id(), "again"));
        assertThat(projects.delete(project.id())).isTrue();
        assertThat(projects.delete(project.id())).isFalse();
        assertThat(projects.get(project.id())).isNull();
        assertThat(engine.store().keys().verify(token)).isNull();
        assertReason(Reason.NOT_FOUND, () -> engine.store().project(project.id()));
        assertReason(Reason.NOT_FOUND, () -> project.items().put(List.of(ItemRecord.of("i", "t"))));
        projects.create(project.id(), "new");
        assertThat(engine.store().project(project.id()).events().count()).isZero();
        assertThatThrownBy(() -> projects.create("../x", "n")).hasMessageContaining("a-z");
        assertThat(projects.list()).extracting("id").contains("default");
    }
}
