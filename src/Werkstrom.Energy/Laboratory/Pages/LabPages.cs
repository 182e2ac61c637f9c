using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Laboratory.Pages;

/// <summary>What the pages of the laboratory send.</summary>
static class LabPages
{
    // so many customers answer with moved loads while a slider moves; with more the page's button asks for it
    const int MostMoved = 2_000;

    public static void MapLabPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/energy/lab").ExcludeFromDescription();
        pages.MapPost("/preview", PreviewAsync).RequireAuthorization(Policies.Operate);
        pages.MapPost("/populations", MakeAsync).RequireAuthorization(Policies.Engineer);
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

    static async Task<IResult> MakeAsync(HttpRequest request, PopulationMaker maker, MixMaker mix, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var form = await request.ReadFormAsync(stop);
        var year = int.TryParse(form["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= 2020 && given <= maker.LastYear ? given : maker.LastYear;
        var made = form["kind"] == "mix" ? await mix.MakeAsync(year, stop) : await maker.MakeAsync(year, null, stop);
        return TypedResults.LocalRedirect($"~/energy/lab?pop={made.Id}&said=made");
    }
}
