using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Connect.Missing;

/// <summary>Reads rules, sources and the extent of the shelf before the first request.</summary>
sealed class MissingStart(RuleBook rules, TopicRuleBook topics, SourceBook sources, LetterShelf shelf, DeadLetterQueue queue) : IStartStep
{
    public int Order => 300;

    public async Task StartAsync(CancellationToken stop)
    {
        await rules.LoadAsync(stop);
        await topics.LoadAsync(stop);
        await sources.LoadAsync(stop);
        queue.ContinueAfter(await shelf.LoadAsync(stop));
    }
}
