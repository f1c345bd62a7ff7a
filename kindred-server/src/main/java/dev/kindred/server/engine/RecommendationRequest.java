package dev.kindred.server.engine;

import dev.kindred.internal.Checks;
import dev.kindred.rerank.Quota;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for. Immutable; ids that nobody knows are no error.
 *
 * @param user outside id, or null for a guest
 * @param session items of the present visit that are not in the log (yet), oldest first
 * @param attributes what is known of a guest, or more of a user: values by field
 * @param limit length of the list; at least 1
 * @param placement where it will be shown, which rules may ask for; null = nowhere special
 * @param pageToken from the answer with the page before, or null for the first page
 * @param filter condition that every item must meet, or null
 * @param boost formula by which scores are multiplied, or null
 * @param exclude items that must not be in the list
 * @param candidates the only items that may be in the list, or null for all
 * @param include fields of the items to be told with them, such as {@code title}
 * @param diversity from 0 to 1 instead of what the pipeline says, or null
 * @param quotas shares of groups of items, in addition to the rules'
 * @param rerank steps instead of the pipeline's, or null
 * @param explain whether to say why each item is there
 * @param record whether to log what is answered as shown
 */
public record RecommendationRequest(
        @Nullable String user,
        List<String> session,
        Map<String, List<String>> attributes,
        int limit,
        @Nullable String placement,
        @Nullable String pageToken,
        @Nullable String filter,
        @Nullable String boost,
        Set<String> exclude,
        @Nullable Set<String> candidates,
        List<String> include,
        @Nullable Double diversity,
        List<Quota> quotas,
        @Nullable List<String> rerank,
        boolean explain,
        boolean record) {

    public RecommendationRequest {
        session = List.copyOf(session);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        Checks.positive("limit", limit);
        exclude = sorted(exclude);
        candidates = candidates == null ? null : sorted(candidates);
        include = List.copyOf(include);
        if (diversity != null) {
            Checks.between("diversity", diversity, 0, 1);
        }
        quotas = List.copyOf(quotas);
        rerank = rerank == null ? null : List.copyOf(rerank);
    }

    /** Equal sets in one order, so that equal requests have equal texts. */
    private static Set<String> sorted(Set<String> ids) {
        return ids.size() < 2
                ? Set.copyOf(ids)
                : Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(ids)));
    }

    /** The request with only a user and a length. */
    public static RecommendationRequest of(@Nullable String user, int limit) {
        return builder().user(user).limit(limit).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this request. */
    public Builder change() {
        var builder = new Builder();
        builder.user = user;
        builder.session = session;
        builder.attributes = attributes;
        builder.limit = limit;
        builder.placement = placement;
        builder.pageToken = pageToken;
        builder.filter = filter;
        builder.boost = boost;
        builder.exclude = exclude;
        builder.candidates = candidates;
        builder.include = include;
        builder.diversity = diversity;
        builder.quotas = quotas;
        builder.rerank = rerank;
        builder.explain = explain;
        builder.record = record;
        return builder;
    }

    /** The same for another user. */
    public RecommendationRequest forUser(@Nullable String other) {
        return change().user(other).build();
    }

    /** Collects a request; everything but the length (10) is nothing by default. */
    public static final class Builder {
        private @Nullable String user;
        private List<String> session = List.of();
        private Map<String, List<String>> attributes = Map.of();
        private int limit = 10;
        private @Nullable String placement;
        private @Nullable String pageToken;
        private @Nullable String filter;
        private @Nullable String boost;
        private Set<String> exclude = Set.of();
        private @Nullable Set<String> candidates;
        private List<String> include = List.of();
        private @Nullable Double diversity;
        private List<Quota> quotas = List.of();
        private @Nullable List<String> rerank;
        private boolean explain;
        private boolean record;

        public Builder user(@Nullable String value) {
            user = value;
            return this;
        }

        public Builder session(List<String> value) {
            session = value;
            return this;
        }

        public Builder attributes(Map<String, List<String>> value) {
            attributes = value;
            return this;
        }

        public Builder limit(int value) {
            limit = value;
            return this;
        }

        public Builder placement(@Nullable String value) {
            placement = value;
            return this;
        }

        public Builder pageToken(@Nullable String value) {
            pageToken = value;
            return this;
        }

        public Builder filter(@Nullable String value) {
            filter = value;
            return this;
        }

        public Builder boost(@Nullable String value) {
            boost = value;
            return this;
        }

        public Builder exclude(Collection<String> value) {
            exclude = Set.copyOf(value);
            return this;
        }

        public Builder candidates(@Nullable Collection<String> value) {
            candidates = value == null ? null : Set.copyOf(value);
            return this;
        }

        public Builder include(List<String> value) {
            include = value;
            return this;
        }

        public Builder diversity(@Nullable Double value) {
            diversity = value;
            return this;
        }

        public Builder quotas(List<Quota> value) {
            quotas = value;
            return this;
        }

        public Builder rerank(@Nullable List<String> value) {
            rerank = value;
            return this;
        }

        public Builder explain(boolean value) {
            explain = value;
            return this;
        }

        public Builder record(boolean value) {
            record = value;
            return this;
        }

        public RecommendationRequest build() {
            return new RecommendationRequest(
                    user,
                    session,
                    attributes,
                    limit,
                    placement,
                    pageToken,
                    filter,
                    boost,
                    exclude,
                    candidates,
                    include,
                    diversity,
                    quotas,
                    rerank,
                    explain,
                    record);
        }
    }
}
