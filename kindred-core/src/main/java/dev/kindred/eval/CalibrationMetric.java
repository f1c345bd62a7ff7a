package dev.kindred.eval;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * How far the genres of a list are from those of the user's history: {@code KL(p, q~) = sum_g p_g
 * ln(p_g / q~_g)} with {@code q~ = (1 - alpha) q + alpha p}, alpha = 0.01; p is the mean over the
 * history, q over the list, of each item's genres in equal parts. 0 is perfect, {@code ln 100} =
 * 4.6052 the worst.
 *
 * <p>Edge cases: items without genres are left out; a list without any gets the worst value; users
 * without any in their history are left out.
 *
 * <p>Source: H. Steck, "Calibrated Recommendations", RecSys 2018, equation 6; all items count
 * alike.
 */
final class CalibrationMetric {
    private static final double ALPHA = .01;

    static final List<MetricKind> ALL =
            List.of(
                    new MetricKind(
                            "calibration",
                            Shape.DEPTH_AND_FIELD,
                            Better.LOWER,
                            "Kullback-Leibler divergence, in nats, of the attribute's values in the"
                                    + " history from those in the list, the latter mixed with 0.01"
                                    + " of the former: 0 = alike",
                            (header, field) ->
                                    new DataFunction(
                                            header,
                                            data -> {
                                                Attributes items = data.train().itemAttributes();
                                                List<String> fields =
                                                        MetricFields.oneField(
                                                                items, field, header.name());
                                                var genres = AttributeValues.of(items, fields);
                                                return List.of(metric(header, genres));
                                            })));

    private CalibrationMetric() {}

    private static Metric metric(Header header, AttributeValues genres) {
        return UserFunction.ofList(
                header,
                outcome -> {
                    var history = outcome.history();
                    int size = outcome.size(header.depth());
                    return divergence(
                            distribution(genres, history.size(), history::item),
                            distribution(genres, size, outcome::item));
                });
    }

    /** Shares of the genres; all 0 if no item has any. */
    private static double[] distribution(AttributeValues genres, int size, IntUnaryOperator item) {
        double[] shares = new double[genres.size()];
        int items = 0;
        for (int n = 0; n < size; n++) {
            int[] of = genres.of(item.applyAsInt(n));
            for (int genre : of) {
                shares[genre] += 1.0 / of.length;
            }
            items += of.length > 0 ? 1 : 0;
        }
        for (int genre = 0; genre < shares.length && items > 0; genre++) {
            shares[genre] /= items;
        }
        return shares;
    }

    private static double divergence(double[] wanted, double[] got) {
        double divergence = 0;
        double sum = 0;
        for (int genre = 0; genre < wanted.length; genre++) {
            if (wanted[genre] > 0) {
                double mixed = (1 - ALPHA) * got[genre] + ALPHA * wanted[genre];
                divergence += wanted[genre] * Math.log(wanted[genre] / mixed);
                sum += wanted[genre];
            }
        }
        return sum > 0 ? Math.max(0, divergence) : Double.NaN; // rounding may go below 0
    }
}
