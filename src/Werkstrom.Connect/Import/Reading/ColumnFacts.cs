using System.Globalization;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>What the first rows show about one column.</summary>
sealed class ColumnFacts
{
    readonly List<double> _numbers = [];

    public ColumnFacts(int index, string header, IReadOnlyList<SampleRow> rows, NumberStyle numbers)
    {
        (Index, Header) = (index, header);
        Cells = [.. rows.Select(r => r[index]).Where(c => !NoValue.Is(c))];
        foreach (var cell in Cells)
        {
            if (numbers.TryParse(cell, out var number))
                _numbers.Add(number);
        }

        Distinct = Cells.Distinct(StringComparer.Ordinal).Count();
        Stamp = TimePatterns.FitAll(TimePatterns.Stamps, Cells).FirstOrDefault(p => !IsDigits || IsPlausible(p));
        Date = Stamp is null ? TimePatterns.FitAll(TimePatterns.Dates, Cells).FirstOrDefault(p => !IsDigits || IsPlausible(p)) : null;
        Clock = TimePatterns.FitAll(TimePatterns.Clocks, Cells).FirstOrDefault(p => !IsDigits || IsNamed(Words.Clock));
    }

    public int Index { get; }

    public string Header { get; }

    /// <summary>What it is called in a sentence: its header, or its number from 1.</summary>
    public string Label => Header.Length > 0 ? Header : $"{Index + 1}";

    /// <summary>Its cells that are not missing.</summary>
    public IReadOnlyList<string> Cells { get; }

    public int Distinct { get; }

    public StampPattern? Stamp { get; }

    public StampPattern? Date { get; }

    public StampPattern? Clock { get; }

    public bool IsEmpty => Cells.Count == 0;

    /// <summary>Cells that read as numbers.</summary>
    public int Numbers => _numbers.Count;

    /// <summary>Most of it reads as numbers; of few cells one in three may be wrong, of many one in five.</summary>
    public bool IsNumber => !IsEmpty && _numbers.Count >= Cells.Count * (Cells.Count < 20 ? 0.66 : 0.8) && !IsCode;

    /// <summary>Digits that are a name: leading zeros, or so long that a double would lose some.</summary>
    public bool IsCode => IsDigits && Cells.Any(c => c.Length > 1 && c[0] == '0' || c.Length > 15)
        || (IsDigits && IsNamed(Words.Code));

    public bool IsInteger => IsNumber && _numbers.All(n => n == Math.Floor(n));

    public bool IsPerCent => Cells.Count > 0 && Cells.All(c => c.EndsWith('%'));

    public bool IsZone => !IsEmpty && Cells.All(c => ZoneWord.OffsetOf(c) is not null);

    /// <summary>One more in every row.</summary>
    public bool IsRowNumber => IsInteger && _numbers.Count > 1 && _numbers.Zip(_numbers.Skip(1)).All(p => p.Second == p.First + 1);

    public bool HasOffset => Stamp is not null && Cells.All(c => !Stamp.TryParse(c, out _, out var offset) || offset is not null);

    /// <summary>The epoch that whole numbers of this size count in, or null. Between the years 2001 and 2052.</summary>
    public TimeKind? Epoch => _numbers.Count == 0 || _numbers.Count < Cells.Count || IsNamed(Words.Code) ? null : (_numbers.Min(), _numbers.Max()) switch
    {
        ( >= 1e9, < 2.6e9) => TimeKind.EpochSeconds,
        ( >= 1e12, < 2.6e12) => TimeKind.EpochMillis,
        ( >= 1e15, < 2.6e15) => TimeKind.EpochMicros,
        ( >= 1e18, < 2.6e18) => TimeKind.EpochNanos,
        _ => null,
    };

    bool IsDigits => Cells.Count > 0 && Cells.All(c => c.All(char.IsAsciiDigit));

    /// <summary>True when the header holds one of the words.</summary>
    public bool IsNamed(string[] words) => words.Any(w => w.Length <= 3
        ? Header.Split([' ', '_', '-', '.', '(', '['], StringSplitOptions.RemoveEmptyEntries).Contains(w, StringComparer.OrdinalIgnoreCase)
        : Header.Contains(w, StringComparison.OrdinalIgnoreCase));

    /// <summary>Counts up by one within each group, and begins again with a new group.</summary>
    public bool IsCycleOf(ColumnFacts group)
    {
        if (!IsInteger || !group.IsInteger || _numbers.Count != group._numbers.Count || _numbers.Count < 2)
            return false;
        var begins = 0;
        for (var i = 1; i < _numbers.Count; i++)
        {
            var isSame = group._numbers[i] == group._numbers[i - 1];
            if (isSame ? _numbers[i] != _numbers[i - 1] + 1 : _numbers[i] > 1)
                return false;
            begins += isSame ? 0 : 1;
        }

        return begins > 0 || IsNamed(Words.Cycle);
    }

    /// <summary>A long number is a date only within the years 1970 to 2100.</summary>
    bool IsPlausible(StampPattern pattern) => Cells.All(c =>
        pattern.TryParse(c, out var micros, out _) && micros is >= 0 and < 4_102_444_800_000_000) && (Distinct > 1 || Cells.Count == 1)
        && !IsNamed(Words.Code) && int.TryParse(Cells[0].AsSpan(0, 4), CultureInfo.InvariantCulture, out _);
}

/// <summary>Words in headers that tell what a column is.</summary>
static class Words
{
    public static string[] Time { get; } = ["time", "zeit", "date", "datum", "stamp", "ts", "utc"];

    public static string[] Clock { get; } = ["uhrzeit", "time", "zeit", "clock"];

    public static string[] End { get; } = ["bis", "end", "ende", "until", "stop", "to"];

    public static string[] Cycle { get; } = ["cycle", "zyklus", "takt", "cycles", "hub"];

    public static string[] Group { get; } = ["unit", "engine", "machine", "maschine", "anlage", "asset", "device", "gerät", "id", "nr"];

    public static string[] Tag { get; } =
        ["name", "tag", "signal", "series", "sensor", "measurement", "variable", "parameter", "bezeichnung", "messstelle", "messpunkt", "kanal", "channel", "item", "metric", "reihe", "datenpunkt"];

    public static string[] Unit { get; } = ["unit", "einheit", "units"];

    public static string[] Code { get; } = ["ean", "gtin", "artikelnr", "artikelnummer", "plz", "serial", "seriennummer", "barcode"];
}
