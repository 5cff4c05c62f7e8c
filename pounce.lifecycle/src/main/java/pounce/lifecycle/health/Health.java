package pounce.lifecycle.health;

/// What became of a check.
enum Health {
    OK("ok"),
    FAILED("failed"),
    LATE("timeout");

    private final String word;

    Health(String word) {
        this.word = word;
    }

    /// {@return how readiness says it}
    String word() {
        return word;
    }
}
