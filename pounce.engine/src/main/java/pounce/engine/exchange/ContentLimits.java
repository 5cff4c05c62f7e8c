package pounce.engine.exchange;

import pounce.api.FormLimits;
import pounce.api.Options;
import pounce.api.Settings;

/// How much content a request may have.
///
/// @param usual unless the application says otherwise, in octets
/// @param most that it may allow, in octets; a request that declares more is refused before it runs
/// @param forms what is taken of a form
public record ContentLimits(long usual, long most, FormLimits forms) {

    /// {@return those that settings ask for}
    ///
    /// @param settings of a server
    public static ContentLimits of(Settings settings) {
        long usual = settings.get(Options.LIMIT_REQUEST_BODY).octets();
        return new ContentLimits(
                usual,
                Math.max(usual, settings.get(Options.LIMIT_REQUEST_BODY_MAX).octets()),
                FormLimits.of(settings));
    }
}
