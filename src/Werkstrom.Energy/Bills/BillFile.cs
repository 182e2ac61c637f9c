using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Energy.Bills;

/// <summary>A bill as a file of its own: HTML with its style in it, to be kept, sent and printed without this program.</summary>
static class BillFile
{
    /// <summary>Gives the file.</summary>
    public static async Task<Results<FileContentHttpResult, NotFound>> GetAsync(string number, BillPapers papers, IServiceProvider services, ILoggerFactory logs, CancellationToken stop)
    {
        if (await papers.FindAsync(number, stop) is not { } paper)
            return TypedResults.NotFound();
        await using HtmlRenderer renderer = new(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<BillAlone>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Of"] = paper }))).ToHtmlString());
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + html), "text/html; charset=utf-8", $"{paper.Title}.html");
    }

    /// <summary>The style of bills, as the pages have it.</summary>
    public static string Style()
    {
        using StreamReader reader = new(typeof(BillFile).Assembly.GetManifestResourceStream("energy-bill.css")!);
        return reader.ReadToEnd();
    }
}
