using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Life;

static partial class LifeLog
{
    [LoggerMessage(6601, LogLevel.Error, "Remaining lives could not be said; it is tried again")]
    public static partial void NotSaid(this ILogger log, Exception error);

    [LoggerMessage(6602, LogLevel.Information, "Remaining life of {Asset}, {Part}: learned from {Lives} lives, version {Version}")]
    public static partial void Learned(this ILogger log, string asset, string part, int lives, int version);

    [LoggerMessage(6603, LogLevel.Information, "Remaining life of {Asset}, {Part}: nothing can be learned from the signals ({Why})")]
    public static partial void NotLearned(this ILogger log, string asset, string part, string why);
}
