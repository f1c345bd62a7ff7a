package dev.kindred.spark.cluster;

import dev.kindred.testkit.ExternalData;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone Spark on this machine: a master and some workers, each a process of its own, started
 * from the Spark jars of the class path. They know Spark alone; our classes come with the jar that
 * is submitted, as on any cluster.
 *
 * <p>{@code KINDRED_CLUSTER_JAVA_HOME} names another JDK than this process's for all of them.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

    /** What the jar for spark-submit brings itself, or only tests need. */
    private static final List<String> NOT_SPARKS =
            List.of(
                    "kindred-",
                    "picocli-",
                    "fastcsv-",
                    "jedis-",
                    "HikariCP-",
                    "flyway-",
                    "sqlite-",
                    "postgresql-",
                    "caffeine-",
                    "lucene-",
                    "jspecify-",
                    "junit-",
                    "assertj-",
                    "archunit-");

    private final Path folder;
    private final List<Process> workers = new ArrayList<>();
    private final Thread atExit = new Thread(this::killAll);
    private Process master;
    private final String address;

    /**
     * Starts it and waits until all workers have registered.
     *
     * @param folder for logs and files of the workers
     * @param memory what each worker has to give, such as {@code 4g}
     */
    public StandaloneCluster(Path folder, int workers, int cores, String memory)
            throws IOException {
        this.folder = folder;
        linkJars(Files.createDirectories(folder.resolve("home/jars")));
        Runtime.getRuntime().addShutdownHook(atExit);
        this.master =
                daemon("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1");
        await("the master's address", () -> ADDRESS.matcher(log("master")).find());
        Matcher found = ADDRESS.matcher(log("master"));
        this.address = found.find() ? found.group() : "";
        for (int k = 1; k <= workers; k++) {
            this.workers.add(worker(k, cores, memory));
        }
        await(
                "all workers",
                () -> log("master").split("Registering worker ", -1).length == workers + 1);
    }

    private Process worker(int number, int cores, String memory) throws IOException {
        return daemon(
                "worker" + number,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                Integer.toString(cores),
                "--memory",
                memory,
                "--work-dir",
                workFolder(number).toString(),
                address);
    }

    private Process daemon(String name, String type, String... words) throws IOException {
        List<String> line = java("256m", type);
        line.addAll(List.of("--port", "0", "--webui-port", "0"));
        line.addAll(Arrays.asList(words));
        return start(name, line);
    }

    private List<String> java(String heap, String type) {
        String home = System.getenv("KINDRED_CLUSTER_JAVA_HOME");
        var line = new ArrayList<String>();
        line.add(
                Path.of(home == null ? System.getProperty("java.home") : home, "bin", "java")
                        .toString());
        line.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        line.addAll(List.of("-Xmx" + heap, "-cp", folder.resolve("home/jars") + "/*", type));
        return line;
    }

    private Process start(String name, List<String> line) throws IOException {
        var builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(one -> one.startsWith("SPARK_"));
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
        return builder.redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
    }

    private static void linkJars(Path jars) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry).toAbsolutePath();
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar") && NOT_SPARKS.stream().noneMatch(name::startsWith)) {
                Files.createSymbolicLink(jars.resolve(name), jar);
            }
        }
    }

    /**
     * The jar for spark-submit: the one that was built last, or what {@code kindred.sparkJar} is.
     */
    public static Path jar() throws IOException {
        String named = System.getProperty("kindred.sparkJar");
        if (named != null) {
            return Path.of(named);
        }
        try (Stream<Path> files = Files.list(ExternalData.root().resolve("kindred-spark/target"))) {
            return files.filter(file -> file.toString().endsWith("-all.jar"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    /**
     * Submits a job of ours.
     *
     * @param name of its log
     * @param options of spark-submit
     */
    public Job submit(String name, List<String> options, String... words) throws IOException {
        return submit(name, address, "1g", options, words);
    }

    /** The same with another master, such as {@code local[2]}, and the memory of the driver. */
    public Job submit(
            String name, String where, String memory, List<String> options, String... words)
            throws IOException {
        List<String> line = java(memory, "org.apache.spark.deploy.SparkSubmit");
        line.addAll(List.of("--master", where, "--class", "dev.kindred.spark.Main"));
        line.addAll(
                List.of(
                        "--conf",
                        "spark.executor.extraJavaOptions=--add-modules=jdk.incubator.vector",
                        "--conf",
                        "spark.ui.enabled=false",
                        "--conf",
                        "spark.driver.host=127.0.0.1"));
        line.addAll(1, List.of("--add-modules", "jdk.incubator.vector"));
        line.addAll(options);
        line.add(jar().toString());
        line.addAll(Arrays.asList(words));
        return new Job(this, name, start(name, line));
    }

    public String address() {
        return address;
    }

    /** What a process has written to stderr. */
    public String log(String name) {
        return read(folder.resolve(name + ".log"));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path output(String name) {
        return folder.resolve(name + ".out");
    }

    private Path workFolder(int worker) {
        return folder.resolve("work" + worker);
    }

    /** What the executors of a worker (1 is the first) have written to stderr. */
    public String executorLogs(int worker) {
        if (!Files.isDirectory(workFolder(worker))) {
            return "";
        }
        try (Stream<Path> files = Files.walk(workFolder(worker))) {
            var all = new StringBuilder();
            for (Path file : files.filter(one -> one.endsWith("stderr")).sorted().toList()) {
                all.append(read(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes that run tasks for the workers. */
    public List<ProcessHandle> executors() {
        return workers.stream().flatMap(worker -> worker.descendants()).toList();
    }

    /** SIGKILL for a worker (1 is the first) and its executors, and what they computed is gone. */
    public void kill(int worker) {
        Process process = workers.get(worker - 1);
        List<ProcessHandle> executors = process.descendants().toList();
        process.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** Waits for a condition; fails after some minutes. */
    public static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void killAll() {
        var all = new ArrayList<>(workers);
        if (master != null) {
            all.add(master);
        }
        for (Process one : all) {
            List<ProcessHandle> children = one.descendants().toList();
            one.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        killAll();
        workers.forEach(worker -> worker.onExit().orTimeout(1, TimeUnit.MINUTES).join());
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
