using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Tariffs;

/// <summary>The picture of the form's page that is drawn anew while one types.</summary>
static class TariffPreview
{
    public static void MapTariffPreview(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/energy/tariffs/preview", ShowAsync).RequireAuthorization(Policies.Read).ExcludeFromDescription();

    static async Task<IResult> ShowAsync(HttpRequest request, TariffReader reader, TariffDraw draw, Format format, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var form = await request.ReadFormAsync(stop);
        var fields = TariffFields.Of(form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString())));
        var (definition, faults) = reader.Read(fields);
        var where = PlaceFields.Read(n => fields[n], draw.Place, await draw.DayAsync(stop));
        var (sheet, told) = faults.Count > 0 ? (null, faults) : await draw.TryAsync(definition, where, GermanTime.Day(where.Day), stop);
        return new RazorComponentResult<DayPicture>(new Dictionary<string, object?>
        {
            ["Sheet"] = sheet,
            ["Faults"] = told,
            ["Day"] = format.Day(Quarters.Start(GermanTime.Day(where.Day).First + 48)),
        });
    }
}
