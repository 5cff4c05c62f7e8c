package pounce.staticfiles;

import java.io.IOException;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;
import pounce.api.Send;

/// A file that is too large for memory.
///
/// @param tree where it is
/// @param path of the file
/// @param stamp its state; nothing is sent of another one
record OpenedFile(DirectoryTree tree, FilePath path, Stamp stamp) implements Body.Opened {

    @Override
    public boolean send(ResponseStart start, Send send) throws IOException {
        var opened = tree.guarded(path, stamp);
        if (opened.isEmpty()) return false;
        try (var file = opened.get()) {
            send.send(start);
            send.send(ResponseFile.last(file, 0, stamp.size()));
            return true;
        }
    }
}
