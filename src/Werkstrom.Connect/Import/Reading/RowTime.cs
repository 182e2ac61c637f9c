using System.Globalization;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>The instant of a row, by the format of its file.</summary>
sealed class RowTime
{
    const long MicrosPerSecond = 1_000_000;

    readonly ImportFormat _format;
    readonly ImportTime _time;
    readonly StampPattern? _pattern;
    readonly int _main;
    readonly int _clock;
    readonly int _zone;
    readonly char[] _joined = new char[128];

    public RowTime(ImportFormat format)
    {
        _format = format;
        _time = format.Time ?? throw new ArgumentException("run.time");
        _zone = format.First(ColumnRole.Zone);
        _clock = format.First(ColumnRole.Clock);
        _main = _time.Kind == TimeKind.Cycle ? format.First(ColumnRole.Cycle)
            : format.First(ColumnRole.Time) is var time and >= 0 ? time : format.First(ColumnRole.Date);
        if (_time.Kind == TimeKind.Stamp)
            _pattern = new(_time.Pattern);
        if (_time.Kind != TimeKind.Cycle && _main < 0)
            throw new ArgumentException("run.column");
        if (_time.Kind == TimeKind.Cycle && (_time.Start is null || _time.StepSeconds <= 0))
            throw new ArgumentException("run.cycle");
    }

    /// <summary>Reads the instant of a row; returns what is wrong, or null.</summary>
    public (string Reason, string Column, string Value)? Read(RowReader row, SeriesTable.Group group, out long instant)
    {
        instant = 0;
        if (_main < 0)
        {
            instant = OfCycle(group.Rows++);
            return null;
        }

        var cell = row[_main];
        if (NoValue.Is(cell))
            return ("time.missing", _format.Columns[_main].Name, "");
        return _time.Kind switch
        {
            TimeKind.Stamp => Stamp(row, cell, group, out instant),
            TimeKind.Cycle when _format.Numbers.TryParse(cell, out var count) && Math.Abs(count) < 1e12 => Set(OfCycle(count), out instant),
            TimeKind.Cycle => Bad("time.notnumber", cell),
            _ => Epoch(cell, out instant),
        };
    }

    (string, string, string)? Stamp(RowReader row, ReadOnlySpan<char> cell, SeriesTable.Group group, out long instant)
    {
        instant = 0;
        var text = _clock >= 0 ? Joined(cell, row[_clock]) : cell;
        if (!_pattern!.TryParse(text, out var local, out var offset))
            return Bad("time.pattern", text);
        if (_zone >= 0)
            offset ??= ZoneWord.OffsetOf(row[_zone]);
        if (offset is { } minutes)
            return Set(local - (minutes * 60 * MicrosPerSecond), out instant);
        return group.Clock.ToUtc(local, out instant) == LocalTime.Gap ? Bad("time.gap", text) : null;
    }

    (string, string, string)? Epoch(ReadOnlySpan<char> cell, out long instant)
    {
        instant = 0;
        // decimal: a double has too few digits for nanoseconds
        if (!decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || Math.Abs(count) > 1e19m)
            return Bad("time.notnumber", cell);
        var micros = _time.Kind switch
        {
            TimeKind.EpochSeconds => count * 1_000_000,
            TimeKind.EpochMillis => count * 1_000,
            TimeKind.EpochNanos => count / 1_000,
            _ => count,
        };
        if (micros is < -2_208_988_800_000_000 or > 7_258_118_400_000_000) // 1900 to 2200
            return Bad("time.range", cell);
        return Set((long)Math.Round(micros), out instant);
    }

    long OfCycle(double count) =>
        ((_time.Start!.Value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond) + (long)Math.Round(count * _time.StepSeconds * MicrosPerSecond);

    ReadOnlySpan<char> Joined(ReadOnlySpan<char> date, ReadOnlySpan<char> clock)
    {
        if (date.Length + clock.Length + 1 > _joined.Length)
            return date;
        date.CopyTo(_joined);
        _joined[date.Length] = ' ';
        clock.CopyTo(_joined.AsSpan(date.Length + 1));
        return _joined.AsSpan(0, date.Length + 1 + clock.Length);
    }

    static (string, string, string)? Set(long value, out long instant)
    {
        instant = value;
        return null;
    }

    (string, string, string) Bad(string reason, ReadOnlySpan<char> value) =>
        (reason, _format.Columns[_main].Name, value[..Math.Min(value.Length, 60)].ToString());
}
