package dev.kindred.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that two reports have for the same users. */
final class UserPairs {
    private final Report a;
    private final Report b;
    private final String metric;

    UserPairs(Report a, Report b, String metric) {
        if (!a.users().equals(b.users()) || !a.protocol().isComparableTo(b.protocol())) {
            throw new IllegalArgumentException(
                    "\"%s\" and \"%s\" must be measured on the same test set in the same way"
                            .formatted(a.name(), b.name()));
        }
        this.a = a;
        this.b = b;
        this.metric = metric;
    }

    /** a - b of each user who has a value in both; users come once, however many folds. */
    double[] differences() {
        UserValues ofA = values(a);
        UserValues ofB = values(b);
        Map<String, Means> byUser = new LinkedHashMap<>();
        for (int entry = 0; entry < ofA.size(); entry++) {
            if (ofA.weight(entry) > 0 && ofB.weight(entry) > 0) {
                byUser.computeIfAbsent(a.users().get(entry), id -> new Means())
                        .add(ofA, ofB, entry);
            }
        }
        var differences = new ArrayList<Double>();
        byUser.values().forEach(means -> differences.add(means.difference()));
        return differences.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private UserValues values(Report report) {
        @Nullable UserValues values = report.perUser().get(metric);
        if (values == null) {
            throw new IllegalArgumentException(
                    "%s has no value per user in \"%s\"; there are %s"
                            .formatted(metric, report.name(), report.perUser().keySet()));
        }
        return values;
    }

    /** The weighted means of a user's values in several folds. */
    private static final class Means {
        private double sumA;
        private double sumB;
        private double weightA;
        private double weightB;

        void add(UserValues ofA, UserValues ofB, int entry) {
            sumA += ofA.weight(entry) * ofA.value(entry);
            sumB += ofB.weight(entry) * ofB.value(entry);
            weightA += ofA.weight(entry);
            weightB += ofB.weight(entry);
        }

        double difference() {
            return sumA / weightA - sumB / weightB;
        }
    }
}
