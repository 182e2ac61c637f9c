namespace Werkstrom;

static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "{Step} took {Milliseconds:0} ms")]
    public static partial void StepDone(this ILogger log, string step, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "A request failed: {Method} {Path}")]
    public static partial void RequestFailed(this ILogger log, Exception error, string method, string path);
}
