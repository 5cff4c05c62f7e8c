package pounce.staticfiles;

import java.io.IOException;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Receive;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Scope;
import pounce.api.Send;

/// Answers GET and HEAD of files, and passes on everything else.
final class FileApp implements App {
    /// A file that is another one each time it is opened is not served.
    private static final int ATTEMPTS = 20;

    private static final ResponseBody NOTHING = ResponseBody.end();

    private final MountTable table;
    private final FileCache cache;
    private final App next;

    FileApp(MountTable table, FileCache cache, App next) {
        this.table = table;
        this.cache = cache;
        this.next = next;
    }

    @Override
    public void handle(Scope scope, Receive receive, Send send) throws Exception {
        if (!(scope instanceof HttpScope request) || !isRead(request) || !answer(request, send)) {
            next.handle(scope, receive, send);
        }
    }

    private static boolean isRead(HttpScope request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /// {@return false if nothing was sent}
    private boolean answer(HttpScope request, Send send) throws Exception {
        var path = request.path();
        return FilePath.isUnambiguous(request.rawPath(), path)
                && (answerKnown(path, request, send) || find(path, request, send));
    }

    private boolean answerKnown(String path, HttpScope request, Send send) throws IOException {
        var known = cache.get(path);
        if (known == null) return false;
        if (known.isCurrent() && known.answer(request, send)) return true;
        cache.remove(path, known);
        return false;
    }

    private boolean find(String path, HttpScope request, Send send) throws Exception {
        var mount = table.of(path);
        if (mount.isEmpty()) return false;
        if (find(mount.get(), path, request, send)) return true;
        var fallback = mount.get().fallback(request);
        return fallback.isPresent()
                && (answerKnown(fallback.get(), request, send)
                        || find(mount.get(), fallback.get(), request, send));
    }

    private boolean find(Mount mount, String path, HttpScope request, Send send) throws Exception {
        return switch (mount.find(path)) {
            case Found.File(var file) -> answer(mount, path, file, request, send);
            case Found.Folder(var folder) -> {
                list(mount, folder, request.rootPath() + path, send);
                yield true;
            }
            case Found.Redirect _ -> {
                redirect(mount, path, request, send);
                yield true;
            }
            case Found.Nothing _ -> false;
        };
    }

    /// A file that was replaced since it was found is found again.
    private boolean answer(Mount mount, String path, StoredFile found, HttpScope request, Send send)
            throws IOException {
        var file = found;
        for (int i = 0; i < ATTEMPTS; i++) {
            cache.put(path, file);
            if (file.answer(request, send)) return true;
            cache.remove(path, file);
            if (!(mount.find(path) instanceof Found.File(var again))) return false;
            file = again;
        }
        return false;
    }

    private static void list(Mount mount, FilePath folder, String path, Send send)
            throws Exception {
        var page = Listing.page(path, folder.segments().isEmpty(), mount.list(folder));
        page.headers(mount.headers().with(page.headers())).sendTo(send);
    }

    /// The path is encoded anew: as received it could have begun with two slashes, and been another
    /// host's.
    private static void redirect(Mount mount, String path, HttpScope request, Send send) {
        var query = request.rawQuery().isEmpty() ? "" : '?' + request.rawQuery();
        var location = request.rootPath() + Escape.uriPath(path) + '/' + query;
        send.send(new ResponseStart(308, mount.headers().with("location", location)));
        send.send(NOTHING);
    }
}
