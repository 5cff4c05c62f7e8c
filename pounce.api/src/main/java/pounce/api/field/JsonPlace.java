package pounce.api.field;

/// Where a [JsonWriter] stands: what may come next, and what separates it from what came before.
enum JsonPlace {
    DOCUMENT,
    FIRST_ELEMENT,
    NEXT_ELEMENT,
    FIRST_NAME,
    NEXT_NAME,
    MEMBER_VALUE,
    FINISHED;

    String beforeValue() {
        return switch (this) {
            case DOCUMENT, FIRST_ELEMENT -> "";
            case NEXT_ELEMENT -> ",";
            case MEMBER_VALUE -> ":";
            case FIRST_NAME, NEXT_NAME, FINISHED -> throw misplaced("a value");
        };
    }

    String beforeName() {
        return switch (this) {
            case FIRST_NAME -> "";
            case NEXT_NAME -> ",";
            case DOCUMENT, FIRST_ELEMENT, NEXT_ELEMENT, MEMBER_VALUE, FINISHED ->
                    throw misplaced("a name");
        };
    }

    String atEnd() {
        return switch (this) {
            case FIRST_ELEMENT, NEXT_ELEMENT -> "]";
            case FIRST_NAME, NEXT_NAME -> "}";
            case DOCUMENT, MEMBER_VALUE, FINISHED -> throw misplaced("an end");
        };
    }

    JsonPlace afterValue() {
        return switch (this) {
            case DOCUMENT, FINISHED -> FINISHED;
            case FIRST_ELEMENT, NEXT_ELEMENT -> NEXT_ELEMENT;
            case FIRST_NAME, NEXT_NAME, MEMBER_VALUE -> NEXT_NAME;
        };
    }

    private IllegalStateException misplaced(String what) {
        return new IllegalStateException(what + " cannot stand here: " + this);
    }
}
