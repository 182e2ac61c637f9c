using System.Text;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>Reads a file as the import would, all samples kept.</summary>
sealed class Reading
{
    public required Found Found { get; init; }

    public required ImportFormat Format { get; init; }

    public List<FileSeries> Series { get; } = [];

    public List<FilePoint> Points { get; } = [];

    public List<RowProblem> Problems { get; } = [];

    public long Rows { get; private set; }

    public long Missing { get; private set; }

    public long TotalRows { get; private set; }

    public long Doubtful { get; private set; }

    public static Reading Of(string path, Func<ImportFormat, ImportFormat>? change = null, string? name = null)
    {
        var found = FormatFinder.Find(path, "Europe/Berlin");
        var reading = new Reading { Found = found, Format = change?.Invoke(found.Format) ?? found.Format };
        using var reader = new SampleReader(path, reading.Format, name ?? Path.GetFileName(path));
        while (reader.Next())
        {
            reading.Points.AddRange(reader.Points);
            reading.Problems.AddRange(reader.Problems);
        }

        reading.Series.AddRange(reader.Series);
        (reading.Rows, reading.Missing, reading.TotalRows, reading.Doubtful) = (reader.Rows, reader.MissingCells, reader.TotalRows, reader.DoubtfulRows);
        return reading;
    }

    public static Reading OfText(string text, Func<ImportFormat, ImportFormat>? change = null) => OfBytes(Encoding.UTF8.GetBytes(text), change);

    public static Reading OfBytes(byte[] bytes, Func<ImportFormat, ImportFormat>? change = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return Of(path, change, "file.csv");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Value of a signal at an instant, UTC; the last one holds.</summary>
    public double At(string path, string instant)
    {
        var series = Series.FindIndex(s => s.Path == path);
        var micros = (DateTimeOffset.Parse(instant, null, System.Globalization.DateTimeStyles.AssumeUniversal).UtcTicks - DateTime.UnixEpoch.Ticks) / 10;
        return Points.Last(p => p.Series == series && p.Instant == micros).Value;
    }

    public ColumnRole[] Roles => [.. Format.Columns.Select(c => c.Role)];

    public string[] Paths => [.. Series.Select(s => s.Path)];

    public static string Utc(long micros) => DateTime.UnixEpoch.AddTicks(micros * 10).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
