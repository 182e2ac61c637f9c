using Microsoft.Extensions.Logging;

namespace Werkstrom.Twins.Operations;

/// <summary>What operations tell their operator: ids 7540 to 7549.</summary>
static partial class Log
{
    [LoggerMessage(7540, LogLevel.Warning, "Twins: what came of the operation {Path} of {Submodel} could not be kept; after a restart it is not known")]
    public static partial void ResultNotKept(this ILogger log, Exception error, string submodel, string path);
}
