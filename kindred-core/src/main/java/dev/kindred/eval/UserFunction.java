package dev.kindred.eval;

import java.util.function.ToDoubleFunction;

/** A per-user metric of lists: users without targets are left out. */
record UserFunction(Header header, ToDoubleFunction<Outcome> function) implements UserMetric {
    @Override
    public String name() {
        return header.name();
    }

    @Override
    public String definition() {
        return header.definition();
    }

    @Override
    public int depth() {
        return header.depth();
    }

    @Override
    public Better better() {
        return header.better();
    }

    @Override
    public double value(Outcome outcome) {
        return outcome.targets() == 0 ? Double.NaN : function.applyAsDouble(outcome);
    }
}
