package dev.kindred.cli;

import dev.kindred.rerank.Quota;
import dev.kindred.rerank.QuotaMethod;
import dev.kindred.rerank.StepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Filters, boosts and re-ranking; the same words for lists and for measuring them. */
final class RerankOptions {
    @Option(
            names = "--filter",
            paramLabel = "EXPR",
            description =
                    "Keeps the items for which an expression over attributes is true: \"genres"
                            + " contains 'Drama' && year >= 1990\". Repeatable: all must be true.")
    List<String> filters = new ArrayList<>();

    @Option(
            names = "--boost",
            paramLabel = "EXPR",
            description =
                    "Multiplies scores by a number: \"brand == 'acme' ? 1.2 : 1\". Repeatable.")
    List<String> boosts = new ArrayList<>();

    @Option(
            names = "--diversity",
            paramLabel = "STEP",
            description =
                    "Re-ranks: mmr:0.3, dpp:0.3 (0 as ranked, 1 as different as can be),"
                            + " xquad:0.5, calibrated:0.5, cap:2, spacing:2, exposure:0.5; after a"
                            + " second colon the attribute (default: what looks like genres)."
                            + " Repeatable, in this order.")
    List<String> diversity = new ArrayList<>();

    @Option(
            names = "--quota",
            paramLabel = "ATTRIBUTE=VALUE:SHARE",
            description =
                    "The share that items with a value shall have in every prefix of the list:"
                            + " genre=Drama:0.3. Repeatable, several attributes too.")
    List<String> quotas = new ArrayList<>();

    @Option(
            names = "--quota-method",
            paramLabel = "NAME",
            description = "const-sort (default), greedy, cons, relaxed, or fa-star (one quota).")
    @Nullable String quotaMethod;

    /** What the options say, checked as far as that goes without data. */
    record Choice(
            List<String> filters,
            List<String> boosts,
            List<StepSpec> steps,
            List<Quota> quotas,
            @Nullable QuotaMethod method) {
        boolean isEmpty() {
            return filters.isEmpty() && boosts.isEmpty() && steps.isEmpty() && quotas.isEmpty();
        }
    }

    /** The method of quotas that is no {@link QuotaMethod}. */
    private static final String FA_STAR = "fa-star";

    Choice choice() {
        return UsageException.check(
                () ->
                        new Choice(
                                filters,
                                boosts,
                                diversity.stream().map(StepSpec::parse).toList(),
                                quotas.stream().map(Quota::parse).toList(),
                                method()));
    }

    /** The method, or null for FA*IR. */
    private @Nullable QuotaMethod method() {
        if (quotaMethod == null) {
            return QuotaMethod.CONST_SORT;
        }
        if (quotaMethod.equals(FA_STAR)) {
            if (quotas.size() != 1) {
                throw new UsageException("--quota-method fa-star needs exactly one --quota");
            }
            return null;
        }
        for (QuotaMethod method : QuotaMethod.values()) {
            if (quotaMethod.equals(method.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return method;
            }
        }
        throw new UsageException(
                "--quota-method must be const-sort, greedy, cons, relaxed or fa-star, but is \"%s\""
                        .formatted(quotaMethod));
    }
}
