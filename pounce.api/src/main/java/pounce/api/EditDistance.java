package pounce.api;

/// How many characters must be inserted, removed or replaced to make one text of another
/// (Levenshtein).
final class EditDistance {
    private EditDistance() {}

    static int between(String from, String to) {
        var distance = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, from, i, to, j);
            }
        }
        return distance[from.length()][to.length()];
    }

    private static int step(int[][] distance, String from, int i, String to, int j) {
        int replaced = distance[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        return Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
    }
}
