using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Store.Queries;

/// <summary>Hands the samples of one signal through without keeping them: the quick way, where nothing has to be sorted.</summary>
sealed class SampleStream(IFold[] folds)
{
    long _last = long.MinValue;

    /// <summary>Gives all samples of a span that are not bad, in order of time, to the folds.</summary>
    /// <returns>False when they do not lie in order: then the folds have seen some of them and are to be thrown away.</returns>
    public static bool TryFeed(ReadLease lease, int signal, long from, long to, params IFold[] folds)
    {
        if (!lease.IsTidy(signal, from, to))
            return false;
        SampleStream stream = new(folds);
        var where = Reading.Text($"WHERE signal_id = {signal} AND {Reading.Within("ts", from, to)}");
        var hot = lease.IsHot(from, to) ? $" UNION ALL SELECT ts, value, quality FROM sample_hot {where}" : "";
        using var statement = lease.Connection.Prepare($"SELECT ts, value, quality FROM sample_closed {where}{hot}");
        using var result = statement.Stream();
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                if (!stream.TryTake(chunk.Timestamps(0), chunk.Doubles(1), chunk.Bytes(2)))
                    return false;
            }
        }

        return true;
    }

    bool TryTake(ReadOnlySpan<long> instants, ReadOnlySpan<double> values, ReadOnlySpan<byte> qualities)
    {
        var last = _last;
        foreach (var instant in instants)
        {
            if (instant <= last)
                return false;
            last = instant;
        }

        _last = last;
        while (qualities.IndexOfAnyInRange((byte)0, (byte)(Quality.Uncertain - 1)) is >= 0 and var bad)
        {
            Give(instants[..bad], values[..bad]);
            instants = instants[(bad + 1)..];
            values = values[(bad + 1)..];
            qualities = qualities[(bad + 1)..];
        }

        Give(instants, values);
        return true;
    }

    void Give(ReadOnlySpan<long> instants, ReadOnlySpan<double> values)
    {
        foreach (var fold in folds)
            fold.Add(instants, values);
    }
}
