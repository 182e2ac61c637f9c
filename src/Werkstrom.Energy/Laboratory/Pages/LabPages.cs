using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Jobs;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Laboratory.Pages;

/// <summary>What the pages of the laboratory send.</summary>
static class LabPages
{
    // so many customers answer with moved loads while a slider moves; with more the page's button asks for it
    const int MostMoved = 2_000;

    /// <summary>What long work of the laboratory is known by.</summary>
    public const string Subject = "laboratory";

    // a few customers are read before anybody looks for a bar
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    public static void MapLabPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/energy/lab").ExcludeFromDescription();
        pages.MapPost("/preview", PreviewAsync).RequireAuthorization(Policies.Operate);
        pages.MapPost("/populations", Make).RequireAuthorization(Policies.Engineer);
        pages.MapPost("/populations/end", End).RequireAuthorization(Policies.Engineer);
        pages.MapGet("/progress", Progress).RequireAuthorization(Policies.Operate);
    }

    static async Task<IResult> PreviewAsync(HttpRequest request, LabFormReader reader, LabDesk desk, PopulationShelf shelf, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var fields = await request.ReadFormAsync(stop);
        var form = await reader.ReadAsync(n => fields[n].ToString().Trim(), stop);
        var isSmall = shelf.All().FirstOrDefault(p => p.Id == form.Wish.Population)?.Members.Count <= MostMoved;
        var (result, faults) = await desk.AskAsync(form.Wish, isSmall, stop);
        return new RazorComponentResult<LabAnswer>(new Dictionary<string, object?> { ["Of"] = result, ["Faults"] = (IReadOnlyList<string>)[.. form.Faults, .. faults] });
    }

    // goes on in the background: a town's meters take minutes, and who leaves the page loses nothing
    static async Task<IResult> Make(HttpRequest request, PopulationMaker maker, MixMaker mix, LongJobs jobs, TimeProvider clock, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var form = await request.ReadFormAsync(stop);
        var year = int.TryParse(form["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= 2020 && given <= maker.LastYear ? given : maker.LastYear;
        var job = form["kind"] == "mix"
            ? jobs.Start(Subject, "mix", async (say, end) => await mix.MakeAsync(year, say, end))
            : jobs.Start(Subject, "customers", async (say, end) => await maker.MakeAsync(year, say, end));
        await job.WaitAsync(Patience, clock, stop);
        return See;
    }

    static IResult End(LongJobs jobs)
    {
        jobs.Of(Subject)?.End();
        return See;
    }

    static Ok<ProgressView> Progress(LongJobs jobs) => TypedResults.Ok(ProgressView.Of(jobs.Of(Subject)));

    static RedirectHttpResult See => TypedResults.Redirect("/energy/lab?job=1", permanent: false, preserveMethod: false);
}
