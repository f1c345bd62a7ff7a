package dev.kindred.advise;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.Arrays;

/** Computes {@link DataProfile.Times}. */
final class TimesProfile {
    private TimesProfile() {}

    static DataProfile.Times of(InteractionLog log, Dataset data, long now) {
        long first = Long.MAX_VALUE;
        long last = Interaction.NO_TIME;
        long timed = 0;
        long future = 0;
        for (int k = 0; k < log.size(); k++) {
            long time = log.time(k);
            if (time != Interaction.NO_TIME) {
                timed++;
                first = Math.min(first, time);
                last = Math.max(last, time);
                future += time > now ? 1 : 0;
            }
        }
        return new DataProfile.Times(
                log.size() == 0 ? 0 : (double) timed / log.size(),
                timed == 0 ? Interaction.NO_TIME : first,
                last,
                future,
                medianGap(data));
    }

    private static double medianGap(Dataset data) {
        if (!data.hasTimes()) {
            return Double.NaN;
        }
        double[] gaps = new double[data.size()];
        int size = 0;
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            for (int k = 1; k < history.size(); k++) {
                if (history.time(k - 1) != Interaction.NO_TIME) {
                    gaps[size++] = history.time(k) - history.time(k - 1);
                }
            }
        }
        return Distribution.of(Arrays.copyOf(gaps, size)).median();
    }
}
