using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

/// <summary>The Store's tables in a file of their own, filled by hand, and beside them what they mean.</summary>
sealed class Tables : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-").FullName;
    readonly StoreDatabase _database;
    readonly TidyMarks _marks = new();
    readonly DuckConnection _writer;
    readonly SortedDictionary<long, (double Value, byte Quality)> _model = [];
    long _seq;

    public Tables(TimeSpan? expected = null, SignalKind kind = SignalKind.Measurement)
    {
        _database = StoreDatabase.Open(new DataFolder(_folder), new StoreOptions());
        _writer = _database.Connect();
        Pool = new ReadPool(_database, _marks, readers: 2);
        Signal = new() { Id = 7, AssetId = 1, Name = "t", Path = "w/t", Kind = kind, ExpectedInterval = expected };
    }

    public ReadPool Pool { get; }

    public Signal Signal { get; }

    /// <summary>What holds: good and uncertain samples.</summary>
    public (long At, double Value)[] Truth =>
        [.. _model.Where(p => p.Value.Quality is >= Quality.Uncertain and < Quality.Deleted).Select(p => (p.Key, p.Value.Value))];

    /// <summary>A sample of a day that is open.</summary>
    public void Hot(long at, double value, byte quality = Quality.Good) => Write("sample_hot", at, value, quality);

    /// <summary>A sample that came late for a closed day.</summary>
    public void Late(long at, double value, byte quality = Quality.Good) => Write("sample_late", at, value, quality);

    /// <summary>Samples of a day that is closed, with their hourly figures.</summary>
    public void Close(params (long At, double Value, byte Quality)[] samples)
    {
        var sorted = samples.OrderBy(s => s.At).ToArray();
        foreach (var (at, value, quality) in sorted)
        {
            _writer.Execute("INSERT INTO sample_closed VALUES ($1, $2, $3, $4)", Signal.Id, new DuckInstant(at), value, (int)quality);
            _model[at] = (value, quality);
        }

        foreach (var hour in sorted.Where(s => s.Quality >= Quality.Uncertain).GroupBy(s => BucketEdges.FloorTo(s.At, Micros.PerHour)))
            Roll(hour.Key, Some.FiguresOf([.. hour.Select(s => (s.At, s.Value))], GapFinder.HoldLimit(Signal)));
    }

    /// <summary>Closes the open days, as the closer does: in one transaction.</summary>
    public void MoveHotToClosed() => _writer.Execute("""
        BEGIN; INSERT INTO sample_closed SELECT signal_id, ts, value, quality FROM sample_hot; DELETE FROM sample_hot; COMMIT
        """);

    /// <summary>Runs a read in a snapshot.</summary>
    public Task<T> ReadAsync<T>(Func<ReadLease, T> read) => Pool.RunAsync(read, default);

    public void Dispose()
    {
        Pool.Dispose();
        _writer.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    void Write(string table, long at, double value, byte quality)
    {
        _writer.Execute($"INSERT INTO {table} VALUES ($1, $2, $3, $4, $5)", Signal.Id, new DuckInstant(at), value, (int)quality, ++_seq);
        _model[at] = (value, quality);
        _marks.Add(Signal.Id, (int)(at / Micros.PerDay));
    }

    void Roll(long hour, Figures f) => _writer.Execute(
        "INSERT INTO sample_1h VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        Signal.Id, new DuckInstant(hour), f.Count, f.Min, new DuckInstant(f.MinAt), f.Max, new DuckInstant(f.MaxAt),
        f.First, new DuckInstant(f.FirstAt), f.Last, new DuckInstant(f.LastAt), f.Sum,
        f.Integral / Micros.PerSecond, (double)f.Held / Micros.PerSecond, f.Increase);
}
