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
    /// <summary>So many customers answer with moved loads while a slider moves; with more the page's button asks for it.</summary>
    public const int MostMoved = 2_000;

    public static void MapLabPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/energy/lab").ExcludeFromDescription();
        pages.MapPost("/preview", PreviewAsync).RequireAuthorization(Policies.Operate);
        pages.MapPost("/populations", Make).RequireAuthorization(Policies.Engineer);
        pages.MapPost("/populations/end", End).RequireAuthorization(Policies.Engineer);
        pages.MapGet("/progress", Progress).RequireAuthorization(Policies.Operate);
        pages.MapGet("/ask/progress", AskProgress).RequireAuthorization(Policies.Operate);
    }

    static async Task<IResult> PreviewAsync(HttpRequest request, LabFormReader reader, LabDesk desk, PopulationShelf shelf, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var fields = await request.ReadFormAsync(stop);
        var form = await reader.ReadAsync(n => fields[n].ToString().Trim(), stop);
        var isSmall = shelf.All().FirstOrDefault(p => p.Id == form.Wish.Population)?.Members.Count <= MostMoved;
        var asked = form.IsWrong;
        if (asked is null)
        {
            var (result, faults) = await desk.AskAsync(form.Wish, isSmall, stop);
            asked = new(result, faults);
        }

        return new RazorComponentResult<LabAnswer>(new Dictionary<string, object?> { ["Of"] = asked.Result, ["Against"] = await desk.AgainstAsync(form.Wish, stop), ["Faults"] = asked.Faults });
    }

    static async Task<IResult> Make(HttpRequest request, PopulationMaker maker, PopulationJobs jobs, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var form = await request.ReadFormAsync(stop);
        var year = int.TryParse(form["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= PopulationJobs.FirstYear && given <= maker.LastYear ? given : maker.LastYear;
        await jobs.StartAsync(form["kind"] == "mix" ? PopulationKind.Mix : PopulationKind.Customers, year, stop);
        return See;
    }

    static IResult End(PopulationJobs jobs)
    {
        jobs.Last?.End();
        return See;
    }

    static Ok<ProgressView> Progress(PopulationJobs jobs) => TypedResults.Ok(ProgressView.Of(jobs.Last));

    static Ok<ProgressView> AskProgress(LabAsks asks) => TypedResults.Ok(ProgressView.Of(asks.Last));

    static RedirectHttpResult See => TypedResults.Redirect("/energy/lab?job=1", permanent: false, preserveMethod: false);
}
