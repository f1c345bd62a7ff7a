package dev.kindred.server.transfer;

/** A line that cannot be stored. Carries no stack trace, for there may be millions of them. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    Refusal(String code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
