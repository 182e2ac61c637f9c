using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;

namespace Werkstrom.Plant.Export;

/// <summary>Samples as a file.</summary>
static class ExportEndpoints
{
    /// <summary>Maps the endpoints below <c>/api/signals</c>.</summary>
    public static void MapExport(this IEndpointRouteBuilder signals)
    {
        signals.MapGet("/{id:int}/export", Get).WithName("ExportSamples")
            .Produces(200, contentType: "text/csv").Produces(200, contentType: "application/vnd.apache.parquet")
            .WithSummary("Every sample of a span as CSV (at, value, quality) or Parquet");
        signals.MapGet("/by-path/export", GetByPath).WithName("ExportSamplesByPath")
            .Produces(200, contentType: "text/csv").Produces(200, contentType: "application/vnd.apache.parquet")
            .WithSummary("The same by the path of a signal, or a former path");
    }

    static Results<CsvExport, ParquetExport, ValidationProblem, ProblemHttpResult> GetByPath(
        [Description("Path of the signal")] string? path, [AsParameters] ExportAsk ask,
        SignalCatalog catalog, SampleQueries queries, Format format, DataFolder folder) =>
        catalog.TryGet(path ?? "", out var signal)
            ? Get(signal.Id, ask, catalog, queries, format, folder)
            : Refusals.NotFound($"There is no signal with the path {path}.");

    static Results<CsvExport, ParquetExport, ValidationProblem, ProblemHttpResult> Get(
        int id, [AsParameters] ExportAsk ask, SignalCatalog catalog, SampleQueries queries, Format format, DataFolder folder)
    {
        var faults = new Faults();
        var range = Ask.Range(ask.From, ask.To, faults);
        if (ask.Format is not (null or "" or "csv" or "parquet"))
            faults.Add("format", $"format ({ask.Format}) must be csv or parquet.");
        if (ask.Style is not (null or "" or "plain" or "german"))
            faults.Add("style", $"style ({ask.Style}) must be plain or german.");
        if (faults.Any)
            return faults.ToProblem();
        if (!catalog.TryGet(id, out var signal))
            return Refusals.NoSignal(id);
        if (ask.Format == "parquet")
            return new ParquetExport(signal, range!.Value, queries, folder);
        return new CsvExport(signal, range!.Value, ask.Style == "german", format.Zone, queries);
    }

    /// <summary>What is asked of an export.</summary>
    internal sealed record ExportAsk(
        [property: Description("First instant, ISO 8601, UTC")] string? From,
        [property: Description("First instant after the span")] string? To,
        [property: Description("csv or parquet; default csv")] string? Format,
        [property: Description("Of CSV: plain (commas, ISO 8601 UTC) or german (semicolons, decimal comma, local time); default plain")] string? Style);
}
