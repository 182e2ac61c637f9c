using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Missing;

/// <summary>Signals of which samples are expected and do not come.</summary>
sealed class SilentSignals(SignalCatalog catalog, LiveValues live, TimeProvider time)
{
    // as a gap in a chart: three times the expected interval
    const int Patience = 3;

    /// <summary>Longest silent first; signals without an expected interval are none.</summary>
    public IReadOnlyList<SilentSignal> All()
    {
        var now = time.GetUtcNow();
        List<SilentSignal> silent = [];
        foreach (var signal in catalog.All)
        {
            if (signal.ExpectedInterval is not { } interval)
                continue;
            DateTimeOffset? last = live.TryGet(signal.Id, out var value) ? Micros.ToInstant(value.Instant) : null;
            if (now - (last ?? signal.CreatedAt) > interval * Patience)
                silent.Add(new(signal.Id, signal.Path, interval.TotalSeconds, last));
        }

        return [.. silent.OrderBy(signal => signal.Since ?? DateTimeOffset.MinValue)];
    }
}

/// <summary>A signal that should have sent.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Path">Its path.</param>
/// <param name="ExpectedSeconds">How often a sample was expected, seconds.</param>
/// <param name="Since">Its last sample; null when there never was one.</param>
sealed record SilentSignal(int Id, string Path, double ExpectedSeconds, DateTimeOffset? Since);
