using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Missing;

/// <summary>Signals of which samples are expected and do not come.</summary>
sealed class SilentSignals(SignalCatalog catalog, Pulses pulses, TimeProvider time)
{
    /// <summary>Longest silent first; signals whose interval is neither set nor learned are none, nor are those that ended a month ago.</summary>
    public IReadOnlyList<SilentSignal> All()
    {
        var now = time.GetUtcNow();
        List<SilentSignal> silent = [];
        foreach (var signal in catalog.All)
        {
            var pulse = pulses.Of(signal);
            if (signal.IsArchived || pulse.Interval is not { } interval)
                continue;
            if (pulse.State == PulseState.Silent || (pulse.State == PulseState.Never && now - signal.CreatedAt > pulse.Patience))
                silent.Add(new(signal.Id, signal.Path, interval.TotalSeconds, pulse.Last is { } last ? Micros.ToInstant(last.Instant) : null));
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
