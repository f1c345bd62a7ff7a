package dev.kindred.neural;

/** Which parts a network of the NCF family has. */
enum NcfKind {
    GMF("gmf", true, false),
    MLP("mlp", false, true),
    NEUMF("neumf", true, true);

    private final String algorithm;
    private final boolean gmf;
    private final boolean mlp;

    NcfKind(String algorithm, boolean gmf, boolean mlp) {
        this.algorithm = algorithm;
        this.gmf = gmf;
        this.mlp = mlp;
    }

    /** The algorithm's name. */
    String algorithm() {
        return algorithm;
    }

    boolean gmf() {
        return gmf;
    }

    boolean mlp() {
        return mlp;
    }
}
