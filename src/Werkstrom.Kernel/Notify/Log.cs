using Microsoft.Extensions.Logging;

namespace Werkstrom.Kernel.Notify;

static partial class Log
{
    [LoggerMessage(1911, LogLevel.Warning, "Message {Id} not sent, try {Tries}, given up: {GivenUp}. {Reason}")]
    public static partial void NotSent(this ILogger log, string id, int tries, bool givenUp, string reason);

    [LoggerMessage(1912, LogLevel.Error, "The messages that wait cannot be read or marked; tried again soon")]
    public static partial void OutboxUnreachable(this ILogger log, Exception error);
}
