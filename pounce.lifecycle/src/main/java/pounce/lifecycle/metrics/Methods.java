package pounce.lifecycle.metrics;

/// Methods as labels: a client that makes up methods must not make up time series.
final class Methods {
    private static final String[] NAMES = {
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "other"
    };

    static final int COUNT = NAMES.length;

    private Methods() {}

    static int indexOf(String method) {
        return switch (method) {
            case "GET" -> 0;
            case "HEAD" -> 1;
            case "POST" -> 2;
            case "PUT" -> 3;
            case "PATCH" -> 4;
            case "DELETE" -> 5;
            case "OPTIONS" -> 6;
            case "QUERY" -> 7;
            default -> COUNT - 1;
        };
    }

    static String name(int index) {
        return NAMES[index];
    }
}
