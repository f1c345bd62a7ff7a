package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSolverTest {
    private static final int WIDTH = 7;

    @Test
    void solutionMatchesHandComputedValues() {
        // rows (1, 0) and (1, 1), weights 1 and 2, targets 3 and 4, ridge (1, 2):
        // (1 + 1 + 2, 2; 2, 2 + 2) x = (3 + 8, 8), so x = (44 - 16, 32 - 22) / 12 = (7/3, 5/6)
        var problem = new RowProblem(2);
        problem.ridge(new float[] {0, 1}, 1);
        problem.add(new float[] {1, 0}, 0, 1, 3);
        problem.add(new float[] {1, 1}, 0, 2, 4);
        float[] x = new float[2];
        new ExactSolver(2).solve(problem, x, 0);
        assertThat(x[0]).isCloseTo(7f / 3, within(1e-6f));
        assertThat(x[1]).isCloseTo(5f / 6, within(1e-6f));
        assertThat(problem.fitted()[1]).isCloseTo(19f / 6, within(1e-6f));
        // (2/3)^2 + 2 (5/6)^2 + (7/3)^2 + 2 (5/6)^2 = 53/9 + 100/36 = 26/3
        assertThat(problem.objective(x, 0)).isCloseTo(26.0 / 3, within(1e-5));
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 3, 6, 7, 8, 40})
    void allSolversMatchGaussElimination(int rows) {
        RowProblem problem = random(rows);
        double[] expected = DenseAls.gauss(equations(problem));
        RowSolver[] solvers = {
            new ExactSolver(WIDTH),
            new BlockSolver(WIDTH, WIDTH),
            new ConjugateGradient(WIDTH, 3 * WIDTH),
            repeatedBlocks()
        };
        for (RowSolver solver : solvers) {
            float[] x = new float[WIDTH + 2];
            solver.solve(problem, x, 2);
            assertThat(x[0] + x[1]).isZero();
            for (int j = 0; j < WIDTH; j++) {
                assertThat((double) x[j + 2]).isCloseTo(expected[j], within(1e-4));
            }
            for (int k = 0; k < rows; k++) {
                assertThat((double) problem.fitted()[k])
                        .isCloseTo(fitted(problem, k, expected), within(1e-4));
            }
        }
    }

    /** Blocks of 3 of the 7 factors, again and again until they agree. */
    private static RowSolver repeatedBlocks() {
        var solver = new BlockSolver(WIDTH, 3);
        return (problem, x, at) -> {
            for (int pass = 0; pass < 100; pass++) {
                solver.solve(problem, x, at);
            }
        };
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 6, 7, 40})
    void sharesAreWhatEachTargetAddsToAFittedValue(int rows) {
        RowProblem problem = random(rows);
        var random = new SplittableRandom(2);
        float[] y = new float[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
            y[j] = (float) random.nextDouble();
        }
        double[] shares = new ExactSolver(WIDTH).shares(problem, y, 0);
        for (int k = 0; k < rows; k++) {
            // The same problem with all other targets 0.
            var alone = new RowProblem(WIDTH);
            System.arraycopy(problem.ridge(), 0, alone.ridge(), 0, WIDTH);
            for (int n = 0; n < rows; n++) {
                alone.add(
                        problem.rows(),
                        n * WIDTH,
                        problem.weights()[n],
                        n == k ? problem.targets()[n] : 0);
            }
            double[] x = DenseAls.gauss(equations(alone));
            double expected = 0;
            for (int j = 0; j < WIDTH; j++) {
                expected += x[j] * y[j];
            }
            assertThat(shares[k]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void moreStepsOfTheConjugateGradientComeCloser() {
        RowProblem problem = random(30);
        double previous = Double.MAX_VALUE;
        for (int steps = 1; steps <= 5; steps++) {
            float[] x = new float[WIDTH];
            new ConjugateGradient(WIDTH, steps).solve(problem, x, 0);
            assertThat(problem.objective(x, 0)).isLessThan(previous);
            previous = problem.objective(x, 0);
        }
    }

    private static RowProblem random(int rows) {
        var random = new SplittableRandom(rows);
        var problem = new RowProblem(WIDTH);
        float[] spectrum = new float[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
            spectrum[j] = 0.5f * (float) random.nextDouble();
        }
        problem.ridge(spectrum, 0.2);
        for (int k = 0; k < rows; k++) {
            float[] y = new float[WIDTH];
            for (int j = 0; j < WIDTH; j++) {
                y[j] = (float) (random.nextDouble() - 0.5);
            }
            problem.add(y, 0, 0.5 + random.nextDouble(), random.nextDouble() * 3);
        }
        return problem;
    }

    private static double[][] equations(RowProblem problem) {
        double[][] a = new double[WIDTH][WIDTH + 1];
        for (int i = 0; i < WIDTH; i++) {
            a[i][i] = problem.ridge()[i];
            for (int k = 0; k < problem.size(); k++) {
                double factor = problem.weights()[k] * problem.rows()[k * WIDTH + i];
                a[i][WIDTH] += factor * problem.targets()[k];
                for (int j = 0; j < WIDTH; j++) {
                    a[i][j] += factor * problem.rows()[k * WIDTH + j];
                }
            }
        }
        return a;
    }

    private static double fitted(RowProblem problem, int row, double[] x) {
        double sum = 0;
        for (int j = 0; j < WIDTH; j++) {
            sum += problem.rows()[row * WIDTH + j] * x[j];
        }
        return sum;
    }
}
