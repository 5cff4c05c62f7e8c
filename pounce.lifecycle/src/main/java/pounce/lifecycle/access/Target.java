package pounce.lifecycle.access;

import java.util.List;
import pounce.api.AccessLogQuery;
import pounce.api.field.SecretParameters;

/// What a log may show of a request's path and query: queries carry secrets, and logs are read by
/// many.
final class Target {
    private static final String HIDDEN = "***";

    private final AccessLogQuery query;
    private final SecretParameters secrets;

    /// @param more names of parameters that are secrets, in any case
    Target(AccessLogQuery query, List<String> more) {
        this.query = query;
        this.secrets = SecretParameters.and(more);
    }

    /// {@return what may be shown}
    ///
    /// @param target path and query as received
    String shown(String target) {
        int mark = target.indexOf('?');
        if (mark < 0) {
            return target;
        }
        return switch (query) {
            case SHOWN -> target;
            case OMITTED -> target.substring(0, mark);
            case REDACTED -> secrets.hide(target, mark + 1, HIDDEN);
        };
    }
}
