using Microsoft.AspNetCore.Http;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Export;

/// <summary>Every sample of a signal as Parquet: written to a temporary file, sent, and deleted however it ends.</summary>
sealed class ParquetExport(Signal signal, TimeRange range, SampleQueries queries, DataFolder folder) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stop = httpContext.RequestAborted;
        var file = Path.Combine(folder.Temporary, $"export-{Guid.NewGuid():N}.parquet");
        try
        {
            using (var parquet = new SampleParquet(folder.Temporary))
            {
                await foreach (var series in SamplePages.ReadAsync(queries, signal.Id, range, stop))
                    parquet.Add(series);
                parquet.Write(file);
            }
            httpContext.Response.ContentType = "application/vnd.apache.parquet";
            httpContext.Response.Headers.ContentDisposition = ExportName.Disposition(signal, "parquet");
            await httpContext.Response.SendFileAsync(file, stop);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
