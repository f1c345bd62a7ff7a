package dev.kindred.eval;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** A per-user metric made of functions. */
record UserFunction(
        Header header,
        ToDoubleFunction<Outcome> valueOf,
        ToDoubleFunction<Outcome> weightOf,
        DoubleUnaryOperator finisher)
        implements UserMetric {

    /** The mean of a value of lists; users without targets are left out. */
    static UserFunction ofList(Header header, ToDoubleFunction<Outcome> valueOf) {
        return ofList(header, valueOf, outcome -> 1);
    }

    /** The weighted mean of a value of lists; users without targets are left out. */
    static UserFunction ofList(
            Header header, ToDoubleFunction<Outcome> valueOf, ToDoubleFunction<Outcome> weightOf) {
        return new UserFunction(
                header,
                outcome -> outcome.targets() == 0 ? Double.NaN : valueOf.applyAsDouble(outcome),
                weightOf,
                DoubleUnaryOperator.identity());
    }

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
        return valueOf.applyAsDouble(outcome);
    }

    @Override
    public double weight(Outcome outcome) {
        return weightOf.applyAsDouble(outcome);
    }

    @Override
    public double finish(double mean) {
        return finisher.applyAsDouble(mean);
    }
}
