using System.Diagnostics.Metrics;

namespace Werkstrom.Store;

/// <summary>Counts for operators, meter <c>Werkstrom.Store</c>.</summary>
sealed class StoreMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Werkstrom.Store";

    readonly Meter _meter = new(Name);

    public StoreMeters()
    {
        Samples = _meter.CreateCounter<long>("store.samples", "{sample}", "Samples committed to DuckDB");
        Late = _meter.CreateCounter<long>("store.samples.late", "{sample}", "Samples that came for a closed day");
        Duplicates = _meter.CreateCounter<long>("store.samples.duplicate", "{sample}", "Samples that a later one of the same instant replaced");
        Refused = _meter.CreateCounter<long>("store.samples.refused", "{sample}", "Samples refused because the queue was full");
        CommitErrors = _meter.CreateCounter<long>("store.commit.errors", "{commit}", "Commits that DuckDB refused");
    }

    public Counter<long> Samples { get; }

    public Counter<long> Late { get; }

    public Counter<long> Duplicates { get; }

    public Counter<long> Refused { get; }

    public Counter<long> CommitErrors { get; }

    /// <summary>Adds a figure that is read when it is asked for.</summary>
    public void Observe(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    public void Dispose() => _meter.Dispose();
}
