using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Health;

/// <summary>Compares the drift of machines with that of their sisters, and tells what is large, lasting and only theirs: once an episode.</summary>
sealed class DriftDesk(HealthRoster roster, HealthBook book, FindingBook findings, Kernel.Signals.SignalCatalog signals, TimeProvider time)
{
    const double Over = 2; // scatters below which an episode is over
    const double Accepted = 1.5; // times as far it must go after a person said that it is nothing

    /// <summary>Looks at all assets that were learned.</summary>
    public async Task LookAsync(IEnumerable<HealthEntry> entries, CancellationToken stop)
    {
        var all = entries.Where(e => e.Lesson is not null).ToDictionary(e => e.AssetId);
        foreach (var entry in all.Values)
        {
            HealthEntry[] sisters = [.. roster.SistersOf(entry.AssetId).Select(s => all.GetValueOrDefault(s.Id)).OfType<HealthEntry>()];
            entry.Drifts = [.. entry.Drifts.Select(f => With(f, entry, sisters))];
            await TellAsync(entry, stop);
            book.Show(entry, null);
        }
    }

    DriftFigure With(DriftFigure figure, HealthEntry entry, HealthEntry[] sisters)
    {
        var name = NameOf(figure.SignalId);
        var state = StateOf(entry, figure.Regime);
        double[] changes =
        [
            .. sisters.Select(s => s.Drifts.Where(d => NameOf(d.SignalId) == name && Nullable.Equals(StateOf(s, d.Regime), state)).Select(d => d.Change).ToArray())
                .Where(c => c.Length > 0).Select(c => c.Average()).Order(),
        ];
        return figure with
        {
            Sisters = changes.Length == 0 ? null : (changes[(changes.Length - 1) / 2] + changes[changes.Length / 2]) / 2,
            SisterCount = changes.Length,
        };
    }

    async Task TellAsync(HealthEntry entry, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var known = (await findings.ListAsync([entry.AssetId], now.AddDays(-90), now.AddDays(1), 2_000, stop)).Where(f => f.Kind == FindingKind.Drift).ToList();
        foreach (var open in known.Where(f => f.EndedAt is null))
        {
            // over when no regime shows it any more
            DriftFigure[] figures = [.. entry.Drifts.Where(d => d.SignalId == open.SignalId)];
            if (figures.All(d => Math.Abs(d.Effect) < Over))
                await findings.ChangeAsync([open.Id], f => (f.EndedAt, f.Value) = (now, f.Worst ?? f.Value), stop);
            else if (open.WasReal is null)
                await findings.ChangeAsync([open.Id], f => Follow(f, figures.MaxBy(d => Math.Abs(d.Effect))!), stop);
        }

        var at = entry.JudgedTo ?? now;
        var told = entry.Drifts.Where(d => d.IsTold).GroupBy(d => d.SignalId).Select(g => g.MaxBy(d => Math.Abs(d.Effect))!)
            .Where(d => !known.Any(f => f.SignalId == d.SignalId && (f.EndedAt is null ? f.WasReal != false : now - f.EndedAt < TimeSpan.FromDays(7)))
                && !known.Any(f => f.SignalId == d.SignalId && f.WasReal == false && f.Value - f.Usual is { } nothing
                    && nothing * d.Change > 0 && Math.Abs(d.Change) < Accepted * Math.Abs(nothing)));
        await findings.AddAsync([.. told.Select(d => Finding(entry, d, at, now))], stop);
    }

    static void Follow(Finding finding, DriftFigure figure)
    {
        finding.Value = figure.Now;
        finding.Score = Math.Max(finding.Score, Math.Abs(figure.Effect) / 4);
        if (Math.Abs(figure.Now - finding.Usual ?? 0) > Math.Abs((finding.Worst ?? finding.Usual) - finding.Usual ?? 0))
            finding.Worst = figure.Now;
    }

    static Finding Finding(HealthEntry entry, DriftFigure figure, DateTimeOffset at, DateTimeOffset now) => new()
    {
        AssetId = entry.AssetId,
        SignalId = figure.SignalId,
        Kind = FindingKind.Drift,
        At = at,
        Since = at.AddDays(-figure.Lasting),
        Score = Math.Abs(figure.Effect) / 4,
        Value = figure.Now,
        First = figure.Now,
        Worst = figure.Now,
        Usual = figure.Before,
        Spread = figure.Scatter,
        IsPast = now - at > TimeSpan.FromDays(1),
    };

    string? NameOf(int signal) => signals.TryGet(signal, out var found) ? found.Name : null;

    static double? StateOf(HealthEntry entry, int regime) => entry.Lesson!.Regimes.All.FirstOrDefault(r => r.Number == regime)?.State;
}
