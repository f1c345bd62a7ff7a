package dev.kindred.coldstart;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * What {@link Demographic} learns: a share per item, and a correction per group and item. Looks at
 * the attributes of a history alone, not at its events. Immutable and thread-safe.
 */
public final class DemographicModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final UserGroups groups;
    private final double[] shares;
    private final float[][] effects; // by group

    DemographicModel(
            ModelInfo info, IdIndex items, UserGroups groups, double[] shares, float[][] effects) {
        Checks.sameLength("shares", items.size(), shares.length);
        this.info = info;
        this.items = items;
        this.groups = groups;
        this.shares = shares;
        this.effects = effects;
    }

    static DemographicModel load(ModelInfo info, IdIndex items, Tensors in) {
        UserGroups groups = UserGroups.load(in);
        float[] all = in.floats("model.effects");
        Checks.sameLength("model.effects", groups.size() * items.size(), all.length);
        float[][] effects = new float[groups.size()][];
        for (int group = 0; group < effects.length; group++) {
            int from = group * items.size();
            effects[group] = Arrays.copyOfRange(all, from, from + items.size());
        }
        return new DemographicModel(info, items, groups, in.doubles("model.shares"), effects);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public void score(History history, float[] scores) {
        int[] mine = groups.of(history.attributes());
        for (int item = 0; item < scores.length; item++) {
            double score = shares[item];
            for (int group : mine) {
                score += effects[group][item];
            }
            scores[item] = (float) score;
        }
    }

    /** By the attributes of the user: one term per group, with its correction. */
    @Override
    public Explanation explain(History history, int item) {
        var terms = new ArrayList<Explanation.Term>();
        for (int group : groups.of(history.attributes())) {
            terms.add(
                    new Explanation.Term(
                            groups.field(group), groups.text(group), effects[group][item]));
        }
        return Explanation.NONE.withTerms(terms);
    }

    /**
     * How far the groups of a user can be trusted, from 0 (none is known) to 1: the number of users
     * of the smallest group by that number and {@code minUsers}.
     */
    public double confidence(AttributeRow attributes) {
        int fewest = Integer.MAX_VALUE;
        for (int group : groups.of(attributes)) {
            fewest = Math.min(fewest, groups.users(group));
        }
        String minUsers = info.config().getOrDefault("minUsers", "0");
        return fewest == Integer.MAX_VALUE ? 0 : fewest / (fewest + Double.parseDouble(minUsers));
    }

    @Override
    public void save(Tensors out) {
        groups.save(out);
        out.put("model.shares", shares);
        float[] all = new float[groups.size() * items.size()];
        for (int group = 0; group < effects.length; group++) {
            System.arraycopy(effects[group], 0, all, group * items.size(), items.size());
        }
        out.put("model.effects", all);
    }
}
