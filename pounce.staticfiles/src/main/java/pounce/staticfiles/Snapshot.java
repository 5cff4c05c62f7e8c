package pounce.staticfiles;

import java.util.Map;
import java.util.TreeMap;

/// A file and the compressed ones beside it, as they are at one moment.
///
/// @param file the state of the file
/// @param coded that of those beside it that are not older, by content coding
record Snapshot(Stamp file, Map<String, Stamp> coded) {
    Snapshot {
        coded = new TreeMap<>(coded);
    }
}
