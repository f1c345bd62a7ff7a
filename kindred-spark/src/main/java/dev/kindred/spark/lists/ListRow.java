package dev.kindred.spark.lists;

import java.io.Serializable;

/** The list of one user, best item first: a bean for Spark's encoders. */
public final class ListRow implements Serializable {
    private static final long serialVersionUID = 1;

    private String user = "";
    private String[] items = {};
    private double[] scores = {};

    public String getUser() {
        return user;
    }

    public void setUser(String id) {
        user = id;
    }

    public String[] getItems() {
        return items;
    }

    public void setItems(String[] ids) {
        items = ids;
    }

    /** Per item; {@code NaN} where it only fills a place that the model leaves open. */
    public double[] getScores() {
        return scores;
    }

    public void setScores(double[] all) {
        scores = all;
    }
}
