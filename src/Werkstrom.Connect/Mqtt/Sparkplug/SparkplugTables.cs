using System.Text;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>Data sets: each cell is a signal, <c>set/ROW/COLUMN</c>, rows from 0. Cells without a value are left out.</summary>
static class SparkplugTables
{
    /// <summary>Reads a data set.</summary>
    public static void Read(in SparkplugTarget target, string name, ReadOnlyMemory<byte> bytes, Readings into)
    {
        List<string> columns = [];
        List<SparkplugType> types = [];
        List<ReadOnlyMemory<byte>> rows = [];
        WireReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Field == 2)
                columns.Add(Encoding.UTF8.GetString(reader.Bytes().Span));
            else if (reader.Field == 3)
                ReadTypes(ref reader, types);
            else if (reader.Field == 4)
                rows.Add(reader.Bytes());
            else
                reader.Skip();
        }

        if (reader.IsBroken || columns.Count != types.Count || (long)columns.Count * rows.Count > SparkplugValues.MostElements)
        {
            into.Refuse(name, Reason.Of(Reasons.Syntax, "sparkplug.set", $"{columns.Count}", $"{types.Count}", $"{rows.Count}", $"{SparkplugValues.MostElements}"));
            return;
        }

        for (var row = 0; row < rows.Count; row++)
            ReadRow(target, $"{name}/{row}", columns, types, rows[row], into);
    }

    // either one by one, or packed
    static void ReadTypes(ref WireReader reader, List<SparkplugType> types)
    {
        if (!reader.HasLength)
        {
            types.Add((SparkplugType)reader.Number());
            return;
        }

        foreach (var one in reader.Bytes().Span)
            types.Add((SparkplugType)one); // types are below 128: a byte each
    }

    static void ReadRow(in SparkplugTarget target, string name, List<string> columns, List<SparkplugType> types, ReadOnlyMemory<byte> bytes, Readings into)
    {
        var column = 0;
        WireReader reader = new(bytes);
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            var cell = Cell(reader.Bytes());
            if (column < columns.Count && cell.Field != SparkplugField.None)
                SparkplugValues.Read(target, $"{name}/{columns[column]}", types[column], cell, into);
            column++;
        }

        if (reader.IsBroken || column > columns.Count)
            into.Refuse(name, Reason.Of(Reasons.Syntax, "sparkplug.row", $"{column}", $"{columns.Count}"));
    }

    static SparkplugRaw Cell(ReadOnlyMemory<byte> bytes)
    {
        const int First = 1;
        SparkplugRaw cell = default;
        WireReader reader = new(bytes);
        while (reader.Next())
        {
            if (SparkplugRaw.IsPlain(reader.Field, First))
                cell = SparkplugRaw.Read(ref reader, First);
            else
                reader.Skip();
        }

        return reader.IsBroken ? default : cell;
    }
}
