using Werkstrom.Connect.Import.Reading;
using Werkstrom.Connect.Mapping;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Connect.Import.Running;

/// <summary>The signals of the series of a file: made or found, their values in the unit in which they are stored.</summary>
sealed class SeriesSignals(SignalCatalog catalog)
{
    readonly List<(int Id, bool IsRefused, UnitConversion Conversion)> _signals = [];
    readonly HashSet<int> _new = [];
    readonly Dictionary<(int Series, int State), int?> _states = [];

    /// <summary>Signals that did not exist before.</summary>
    public IReadOnlySet<int> New => _new;

    /// <summary>What was refused since this list was emptied last.</summary>
    public List<RowProblem> Refused { get; } = [];

    /// <summary>Makes or finds the signals of the series that are not known yet.</summary>
    public async Task EnsureAsync(IReadOnlyList<FileSeries> series, long rows, CancellationToken stop)
    {
        if (series.Count == _signals.Count)
            return;
        var wanted = series.Skip(_signals.Count).Select(s => new WantedSignal(s.Path, KindOf(s), s.Unit)).ToList();
        var old = wanted.Where(w => catalog.TryGet(w.Path, out _)).Select(w => w.Path).ToHashSet();
        var ensured = await catalog.EnsureAsync(wanted, stop);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (ensured[i].Signal is not { } signal)
                Refuse(new(rows, RowProblem.Unmade, wanted[i].Path, Unmade.Of(wanted[i].Path, ensured[i].Reason).Detail));
            else if (Conversion(wanted[i].Unit, signal.StoredUnit) is not { } conversion)
                Refuse(new(rows, "signal.unit", wanted[i].Path, $"{wanted[i].Unit} ≠ {signal.StoredUnit}"));
            else
                Add(signal.Id, conversion, isNew: !old.Contains(wanted[i].Path));
        }
    }

    /// <summary>Signal and stored value of a point; null when it cannot be stored.</summary>
    public async ValueTask<(int Signal, double Value)?> ValueAsync(FileSeries series, FilePoint point, long rows, CancellationToken stop)
    {
        var (id, isRefused, conversion) = _signals[point.Series];
        if (isRefused)
            return null;
        if (!series.IsState)
            return (id, conversion.Of(point.Value));
        var key = (point.Series, (int)point.Value);
        if (!_states.TryGetValue(key, out var state))
        {
            _states[key] = state = await catalog.EnsureStateAsync(id, series.States[(int)point.Value], stop);
            if (state is null)
                Refused.Add(new(rows, "state.full", series.Path, series.States[(int)point.Value]));
        }

        return state is { } number ? (id, number) : null;
    }

    void Add(int id, UnitConversion conversion, bool isNew)
    {
        _signals.Add((id, false, conversion));
        if (isNew)
            _new.Add(id);
    }

    void Refuse(RowProblem problem)
    {
        _signals.Add((0, true, default));
        Refused.Add(problem);
    }

    /// <summary>From the unit of the file to that of the signal; as it is when one of them is not known, null when they do not fit.</summary>
    static UnitConversion? Conversion(string from, string to) =>
        from.Length == 0 || to.Length == 0 ? new(1, 0) : Ucum.TryConversion(from, to, out var conversion) ? conversion : null;

    /// <summary>Texts are states, money per energy is a price, the rest is measured.</summary>
    static SignalKind KindOf(FileSeries series) => series switch
    {
        { IsState: true } => SignalKind.State,
        { Unit: var unit } when unit.StartsWith("EUR/", StringComparison.Ordinal) || unit.StartsWith("ct/", StringComparison.Ordinal) => SignalKind.Price,
        _ => SignalKind.Measurement,
    };
}
