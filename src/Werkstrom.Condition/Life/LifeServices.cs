using System.CommandLine;
using Werkstrom.Condition.Life.Csv;

namespace Werkstrom.Condition.Life;

/// <summary>What the module calls to have remaining lives: verbs.</summary>
static class LifeServices
{
    public static IReadOnlyList<Command> Commands => [RulCommand.Make()];
}
