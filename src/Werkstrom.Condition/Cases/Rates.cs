using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Signals;
using Looks = Werkstrom.Learning.Watching.SignalKind;
using SignalKind = Werkstrom.Kernel.Signals.SignalKind;

namespace Werkstrom.Condition.Cases;

/// <summary>Which signals are watched by their rate: counters, and what only rises like one. Their findings are in units per second.</summary>
sealed class Rates(WatchBook book)
{
    /// <summary>Units per hour of one unit per second: people know a rate by the hour.</summary>
    public const double Hour = 3_600;

    /// <summary>Whether it is watched by its rate.</summary>
    public bool Has(Signal? signal) =>
        signal is { Kind: SignalKind.Counter } || (signal is not null && book.TryGet(signal.Id, out var watched) && watched.Kind == Looks.Counter);
}
