using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Laboratory.Pages;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Laboratory.Saved;

/// <summary>What the pages of saved laboratories send.</summary>
static class LabForms
{
    public static void MapLabForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("/energy/lab").ExcludeFromDescription();
        forms.MapPost("/save", SaveAsync).RequireAuthorization(Policies.Operate);
        forms.MapPost("/{id:long}/share", ShareAsync).RequireAuthorization(Policies.Engineer);
        forms.MapPost("/{id:long}/delete", DeleteAsync).RequireAuthorization(Policies.Engineer);
        forms.MapGet("/{id:long}/csv", CsvAsync).RequireAuthorization(Policies.Cooperate);
    }

    static async Task<IResult> SaveAsync(HttpRequest request, LabFormReader reader, LabBook book, CancellationToken stop)
    {
        if (!request.HasFormContentType)
            return TypedResults.BadRequest();
        var fields = await request.ReadFormAsync(stop);
        var form = await reader.ReadAsync(n => fields[n].ToString().Trim(), stop);
        var name = fields["saveName"].ToString().Trim();
        if (name.Length == 0)
            name = string.Join(", ", form.Wish.Ideas.Select(i => i.Name));
        var (lab, _) = form.Faults.Count > 0 ? default : await book.KeepAsync(name.Length > 100 ? name[..100] : name, fields["saveNote"].ToString().Trim(), form.Wish, stop);
        // what is wrong is told by the page itself, which shows the same inputs
        return lab is not null ? See($"/energy/lab/{lab.Id}?said=saved")
            : See("/energy/lab" + QueryString.Create(fields.Select(f => KeyValuePair.Create(f.Key, (string?)f.Value.ToString()))));
    }

    static async Task<IResult> ShareAsync(long id, HttpRequest request, LabBook book, CancellationToken stop)
    {
        var isShared = request.HasFormContentType && (await request.ReadFormAsync(stop))["shared"] == "yes";
        return See(await book.ShareAsync(id, isShared, stop) is { } why ? $"/energy/lab/{id}?wrong={why["share.".Length..]}" : $"/energy/lab/{id}?said={(isShared ? "shared" : "unshared")}");
    }

    static async Task<IResult> DeleteAsync(long id, LabBook book, CancellationToken stop)
    {
        await book.DeleteAsync(id, stop);
        return See("/energy/lab?said=deleted");
    }

    static async Task<IResult> CsvAsync(long id, HttpContext http, LabBook book, LabDesk desk, IAuthorizationService gate, CancellationToken stop)
    {
        if (await LabSight.FindAsync(id, http, book, gate, stop) is not { } lab)
            return TypedResults.NotFound();
        http.Response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"laboratory-{id}.csv\"");
        return TypedResults.Text(LabCsv.Write(lab.ReadResult(), await desk.AgainstAsync(lab.ReadWish(), stop)), "text/csv");
    }

    static IResult See(string address) => TypedResults.LocalRedirect("~" + address);
}
