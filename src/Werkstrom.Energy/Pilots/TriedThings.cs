using System.Globalization;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Energy.Pilots;

/// <summary>Laboratories that were kept.</summary>
sealed class LabTried(LabBook book) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop) =>
        [.. (await book.AllAsync(stop)).Select(l => (Key: l.Id.ToString(CultureInfo.InvariantCulture), l.Name, l.IsShared)).Select(l => new Tried("laboratory", l.Key, l.Name, $"/energy/lab/{l.Key}", l.IsShared))];
}

/// <summary>Tariffs; people of other firms see none of their pages.</summary>
sealed class TariffTried(TariffBook book) : ITried
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop) =>
        [.. (await book.AllAsync(stop)).Where(t => !t.IsRetired).Select(t => new Tried("tariff", t.Key, t.Read().Name, $"/energy/tariffs/{Uri.EscapeDataString(t.Key)}", false))];
}
