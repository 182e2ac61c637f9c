using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Files;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Terms;

/// <summary>The data of agreements on groups, for programs of the partner: with the token of a person who takes part.</summary>
static class SharedEndpoints
{
    public static void MapShared(this IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/api/pilots/{id:int}/agreements").WithTags("Pilots").RequireAuthorization(Policies.Cooperate);
        groups.MapGet("/subjects", SubjectsAsync).WithName("ListSharedSubjects").WithSummary("Which groups can be agreed on");
        groups.MapGet("/{term:int}/groups", ReadAsync).WithName("ReadSharedGroups").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Sums of groups as an agreement permits them: days from and until (both included), one group or all");
        groups.MapGet("/{term:int}/groups.csv", ReadCsvAsync).WithName("ReadSharedGroupsCsv").Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The same as CSV");
    }

    static Task<Results<Ok<IReadOnlyList<SharedSubject>>, ProblemHttpResult>> SubjectsAsync(int id, PilotCall call, GroupGate gate, CancellationToken stop) =>
        call.ReadAsync<IReadOnlyList<SharedSubject>>(id, async _ => await gate.SubjectsAsync(stop), stop);

    static async Task<Results<Ok<SharedView>, ProblemHttpResult>> ReadAsync([AsParameters] Asked asked, SharedReader reader, PilotDoor door, HttpContext http, IStringLocalizer<CooperationText> text, CancellationToken stop)
    {
        if (await door.EnterAsync(asked.Id, http.User, stop) is not { } seat)
            return text.Missing();
        var answer = await reader.ReadAsync(seat, asked.Term, asked.From, asked.Until, asked.Group, stop);
        http.Response.Headers.CacheControl = "no-store";
        return answer.Data is { } data ? TypedResults.Ok(SharedView.Of(answer, data, seat.Side == answer.Term!.Giver)) : Problem(answer, text);
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadCsvAsync(
        [AsParameters] Asked asked, SharedReader reader, PilotDoor door, HttpContext http, IStringLocalizer<CooperationText> text, CancellationToken stop)
    {
        if (await door.EnterAsync(asked.Id, http.User, stop) is not { } seat)
            return text.Missing();
        var answer = await reader.ReadAsync(seat, asked.Term, asked.From, asked.Until, asked.Group, stop);
        http.Response.Headers.CacheControl = "no-store";
        return answer.Data is { } data
            ? TypedResults.File(Encoding.UTF8.GetBytes(Csv(data)), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"groups-{asked.Term}-{answer.From:yyyy-MM-dd}-{answer.Until:yyyy-MM-dd}.csv"))
            : Problem(answer, text);
    }

    static ProblemHttpResult Problem(SharedAnswer answer, IStringLocalizer<CooperationText> text) => TypedResults.Problem(text.Say(answer.Fault), statusCode: answer.Fault.Split('|')[0] switch
    {
        "fault.gone" => StatusCodes.Status404NotFound,
        "fault.data.days" or "fault.data.many" => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status403Forbidden,
    });

    static string Csv(SharedGroups data)
    {
        var groups = data.Groups.ToDictionary(g => g.Id);
        StringBuilder csv = new("group,name,customers,from_utc,to_utc,kwh,index_percent,quarters\r\n");
        foreach (var row in data.Rows)
        {
            var group = groups[row.Group];
            csv.Append(CultureInfo.InvariantCulture, $"{row.Group},{CsvCell.Quoted(group.Name)},{group.Members},{row.From.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{row.To.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{row.Value},{row.Index},{row.Quarters}\r\n");
        }

        return csv.ToString();
    }

    /// <summary>What is asked for.</summary>
    /// <param name="Id">The pilot.</param>
    /// <param name="Term">The agreement.</param>
    /// <param name="From">First day; a week before the last one when it is not given.</param>
    /// <param name="Until">Last day; yesterday when it is not given.</param>
    /// <param name="Group">One group; all when it is not given.</param>
    internal readonly record struct Asked(int Id, int Term, DateOnly? From, DateOnly? Until, int? Group);

    /// <summary>What a partner gets.</summary>
    /// <param name="Subject">As the agreement names it.</param>
    /// <param name="Resolution">No finer than this; days on which one customer made most of a sum are coarser.</param>
    /// <param name="From">First day.</param>
    /// <param name="Until">Last day.</param>
    /// <param name="Unit">UCUM code of the values.</param>
    /// <param name="Withheld">Days of groups that are not shown.</param>
    /// <param name="Waiting">Customers who agreed and are in no group; only for who gives the data.</param>
    /// <param name="Groups">The groups.</param>
    /// <param name="Rows">Their figures.</param>
    internal sealed record SharedView(
        string Subject, Resolution Resolution, DateOnly From, DateOnly Until, string Unit, int Withheld, int? Waiting, IReadOnlyList<SharedGroup> Groups, IReadOnlyList<SharedRow> Rows)
    {
        public static SharedView Of(SharedAnswer answer, SharedGroups data, bool isGiver) =>
            new(answer.Term!.Subject, answer.Term.Resolution, answer.From, answer.Until, data.Unit, data.Withheld, isGiver ? data.Waiting : null, data.Groups, data.Rows);
    }
}
