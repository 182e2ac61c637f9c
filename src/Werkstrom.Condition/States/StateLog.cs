using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.States;

static partial class StateLog
{
    [LoggerMessage(6011, LogLevel.Error, "What was learned ({Part}) cannot be saved; it is tried again, and after a restart it is learned again from the stored samples")]
    public static partial void StateNotSaved(this ILogger log, string part, Exception error);

    [LoggerMessage(6012, LogLevel.Information, "What was learned ({Part}) can be saved again")]
    public static partial void StateSavedAgain(this ILogger log, string part);

    [LoggerMessage(6013, LogLevel.Warning, "What was learned ({Part}) cannot be read from {File}: {Why}; the file was put aside, and it is learned again")]
    public static partial void StateNotRead(this ILogger log, string part, string file, string why);

    [LoggerMessage(6014, LogLevel.Error, "An event about what was learned could not be noted")]
    public static partial void StateEventLost(this ILogger log, Exception error);
}
