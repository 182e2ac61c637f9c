using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Werkstrom.Tariff.Pricing;

namespace Werkstrom.Tariff.Laboratory;

/// <summary>
/// What customers pay for rows of prices, from sums that are made once: energy, energy by cells, and the cost of rows that no cells explain. A row that was
/// seen before, one that differs from it by the same amount in all quarter-hours, and every row that is the same within the cells needs no pass over the
/// quarter-hours. All exact: whole µct.
/// </summary>
public sealed class LabSums
{
    const int Batch = 16;
    const int MostRows = 24;

    readonly LoadFile _loads;
    readonly IReadOnlyList<int> _stretches;
    readonly List<(QuarterCells Cells, uint[]? Sums)> _cells;
    readonly Dictionary<string, (long[] Sums, long Used)> _rows = [];
    readonly Lock _one = new();
    long _turn;
    long[]? _energy;

    /// <summary>Begins without any sums.</summary>
    /// <param name="loads">The customers.</param>
    /// <param name="cells">How quarter-hours may be sorted; tried in this order.</param>
    /// <param name="stretches">Lengths of parts of the year, together all quarter-hours: a month whose prices fit in 16 bits is faster.</param>
    public LabSums(LoadFile loads, IEnumerable<QuarterCells> cells, IReadOnlyList<int> stretches)
    {
        ArgumentNullException.ThrowIfNull(loads);
        (_loads, _stretches) = (loads, stretches);
        _cells = [.. cells.Select(c => (c, (uint[]?)null))];
        if (_cells.Exists(c => c.Cells.Slots != loads.Range.Count))
            throw new ArgumentException("Cells and customers must have the same quarter-hours.", nameof(cells));
    }

    /// <summary>How often all quarter-hours were gone through.</summary>
    public int Passes { get; private set; }

    /// <summary>Wh of each customer.</summary>
    public ReadOnlySpan<long> Energy
    {
        get
        {
            lock (_one)
                Prepare([], default);
            return _energy;
        }
    }

    /// <summary>Makes all sums that some rows need, in one pass. Not needed before <see cref="AddCost"/>, but faster than a pass for each.</summary>
    /// <param name="rows">0.001 ct/kWh by the quarter-hour.</param>
    /// <param name="stop">Ends it.</param>
    public void Prepare(IReadOnlyList<int[]> rows, CancellationToken stop) => Prepare(rows, null, stop);

    /// <summary>Makes all sums that some rows need, and says how far it is.</summary>
    /// <param name="rows">0.001 ct/kWh by the quarter-hour.</param>
    /// <param name="progress">Is told by several threads how many customers were gone through; not at all where no pass is needed.</param>
    /// <param name="stop">Ends it.</param>
    public void Prepare(IReadOnlyList<int[]> rows, Action<int>? progress, CancellationToken stop)
    {
        lock (_one)
            Pass([.. rows.Select(Formula)], stop, progress);
    }

    /// <summary>Adds what customers pay for a row of prices.</summary>
    /// <param name="prices">0.001 ct/kWh by the quarter-hour.</param>
    /// <param name="customers">Whom; null: all.</param>
    /// <param name="to">µct, one for each customer of the file.</param>
    public void AddCost(int[] prices, IReadOnlyList<int>? customers, Span<long> to)
    {
        lock (_one)
        {
            var formula = Formula(prices);
            Pass([formula], default);
            if (customers is null)
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] += Cost(formula, i);
                return;
            }

            foreach (var i in customers)
                to[i] += Cost(formula, i);
        }
    }

    long Cost(RowFormula formula, int customer)
    {
        var cost = _energy![customer] * formula.Offset;
        if (formula.Row is { } row)
            return cost + row[customer];
        if (formula.Weights is not { } weights)
            return cost;
        var sums = _cells[formula.Cells].Sums!.AsSpan(customer * weights.Length, weights.Length);
        for (var cell = 0; cell < weights.Length; cell++)
            cost += (long)sums[cell] * weights[cell];
        return cost;
    }

    RowFormula Formula(int[] prices)
    {
        if (prices.Length != _loads.Range.Count)
            throw new ArgumentException(FormattableString.Invariant($"A row has {_loads.Range.Count} prices, not {prices.Length}."), nameof(prices));
        if (!prices.AsSpan().ContainsAnyExcept(prices[0]))
            return new(prices[0], -1, null, null, null);
        for (var i = 0; i < _cells.Count; i++)
        {
            if (_cells[i].Cells.PricesOf(prices) is { } weights)
                return new(0, i, weights, null, null);
        }

        // without what is the same everywhere: another surcharge is no other row
        var offset = prices.Min();
        var rest = Array.ConvertAll(prices, p => checked(p - offset));
        var key = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(rest.AsSpan())));
        return new(offset, -1, null, key, rest);
    }

    /// <summary>Makes what is missing in one pass, and gives each formula its row.</summary>
    void Pass(RowFormula[] formulas, CancellationToken stop, Action<int>? progress = null)
    {
        List<RowFormula> missing = [.. formulas.Where(f => f.Key is { } key && !_rows.ContainsKey(key)).DistinctBy(f => f.Key)];
        List<int> open = [.. formulas.Where(f => f.Cells >= 0).Select(f => f.Cells).Distinct().Where(c => _cells[c].Sums is null)];
        if (missing.Count > 0 || open.Count > 0 || _energy is null)
            Run(missing, open, progress, stop);
        foreach (var formula in formulas.Where(f => f.Key is not null))
        {
            formula.Row = _rows[formula.Key!].Sums;
            _rows[formula.Key!] = (formula.Row, ++_turn);
        }

        while (_rows.Count > MostRows)
            _rows.Remove(_rows.MinBy(r => r.Value.Used).Key);
    }

    void Run(List<RowFormula> missing, List<int> open, Action<int>? progress, CancellationToken stop)
    {
        var done = 0;
        var energy = new long[_loads.Count];
        var rows = missing.ConvertAll(_ => new long[_loads.Count]);
        var cells = open.ConvertAll(c => (_cells[c].Cells, Sums: new uint[(long)_loads.Count * _cells[c].Cells.Count]));
        PackedPrices? packed = missing.Count == 0 ? null : new([.. missing.Select(m => m.Rest!)], _stretches);
        // twice as many as there are cores: while some wait for the disk, others compute
        Parallel.For(0, (_loads.Count + Batch - 1) / Batch, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount * 2 },
            () => new Work(_loads, packed),
            (batch, _, work) =>
            {
                var first = batch * Batch;
                var count = Math.Min(Batch, _loads.Count - first);
                _loads.Read(first, count, work.Loads, ref work.Bytes);
                work.Price(packed, first, count, energy, rows);
                foreach (var (by, sums) in cells)
                {
                    for (var i = 0; i < count; i++)
                        by.Add(work.Loads.AsSpan(i * by.Slots, by.Slots), sums.AsSpan((first + i) * by.Count, by.Count));
                }

                progress?.Invoke(Interlocked.Add(ref done, count));
                return work;
            },
            _ => { });
        Passes++;
        _energy = energy;
        for (var i = 0; i < missing.Count; i++)
            _rows[missing[i].Key!] = (rows[i], ++_turn);
        for (var i = 0; i < open.Count; i++)
            _cells[open[i]] = cells[i];
    }

    /// <summary>What a thread works with.</summary>
    sealed class Work(LoadFile loads, PackedPrices? packed)
    {
        readonly int _slots = loads.Range.Count;
        readonly long[] _sums = new long[(packed?.Sums ?? 0) * Batch];

        public byte[] Bytes = [];

        public ushort[] Loads { get; } = new ushort[loads.Room(Batch)];

        public void Price(PackedPrices? prices, int first, int count, long[] energy, List<long[]> rows)
        {
            if (prices is null)
            {
                for (var i = 0; i < count; i++)
                    energy[first + i] = Sum(Loads.AsSpan(i * _slots, _slots));
                return;
            }

            PriceKernel.Sum(prices, Loads.AsSpan(0, count * _slots), _sums.AsSpan(0, count * prices.Sums));
            for (var i = 0; i < count; i++)
            {
                for (var at = i * prices.Sums; at < (i + 1) * prices.Sums; at += prices.Width)
                {
                    energy[first + i] += _sums[at];
                    for (var row = 0; row < rows.Count; row++)
                        rows[row][first + i] += _sums[at + row + 1];
                }
            }
        }

        static long Sum(ReadOnlySpan<ushort> loads)
        {
            long sum = 0;
            foreach (var load in loads)
                sum += load;
            return sum;
        }
    }

    /// <summary>How a row's cost comes from sums: energy × offset, and cells × weights or a row of its own.</summary>
    sealed record RowFormula(int Offset, int Cells, int[]? Weights, string? Key, int[]? Rest)
    {
        public long[]? Row { get; set; }
    }
}
