using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Export;

/// <summary>
/// Every sample of a signal as CSV (RFC 4180, UTF-8): at, value, quality; or, for German spreadsheets, with semicolons, decimal
/// commas and local time. Written while it is read, so that a long span costs no memory.
/// </summary>
sealed class CsvExport(Signal signal, TimeRange range, bool isGerman, TimeZoneInfo zone, SampleQueries queries) : IResult
{
    static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stop = httpContext.RequestAborted;
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = ExportName.Disposition(signal, "csv");
        await using var body = new StreamWriter(httpContext.Response.Body, new UTF8Encoding(isGerman), 1 << 16); // Excel needs the mark
        await body.WriteLineAsync((isGerman ? "Zeitpunkt;Wert;Güte" : "at,value,quality").AsMemory(), stop);
        await foreach (var series in SamplePages.ReadAsync(queries, signal.Id, range, stop))
            await WriteAsync(body, series, stop);
    }

    async Task WriteAsync(StreamWriter body, Series series, CancellationToken stop)
    {
        var text = new StringBuilder();
        for (var i = 0; i < series.Count; i++)
        {
            Append(text, series.Instants[i], series.Values[i], series.Qualities.Length > i ? series.Qualities[i] : (byte)192);
            if (text.Length < 1 << 15 && i < series.Count - 1)
                continue;
            await body.WriteAsync(text, stop);
            text.Clear();
        }
    }

    void Append(StringBuilder text, long instant, double value, byte quality)
    {
        if (isGerman)
        {
            var local = TimeZoneInfo.ConvertTime(Micros.ToInstant(instant), zone);
            text.Append(German, $"{local:dd.MM.yyyy HH:mm:ss.FFFFFF};{value:R};{quality}\r\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{Iso.Of(instant)},{value:R},{quality}\r\n");
        }
    }
}

/// <summary>The name of a file that is handed over.</summary>
static class ExportName
{
    /// <summary>The header: the path of the signal with dashes, in ASCII and in full.</summary>
    public static string Disposition(Signal signal, string ending)
    {
        var name = new string([.. signal.Path.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.' ? letter : '-')]);
        var ascii = new string([.. name.Select(letter => char.IsAscii(letter) ? letter : '_')]);
        return $"attachment; filename=\"{ascii}.{ending}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}.{ending}";
    }
}
