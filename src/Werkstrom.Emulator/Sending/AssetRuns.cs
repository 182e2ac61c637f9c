using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Sending;

/// <summary>The signals by asset; those of an asset stand together.</summary>
static class AssetRuns
{
    /// <summary>Each asset with the index of its first signal and the one behind its last.</summary>
    public static IEnumerable<(string Asset, int From, int To)> Of(IReadOnlyList<SignalSpec> signals)
    {
        for (var from = 0; from < signals.Count;)
        {
            var to = from + 1;
            while (to < signals.Count && signals[to].Asset == signals[from].Asset)
                to++;
            yield return (signals[from].Asset, from, to);
            from = to;
        }
    }
}
