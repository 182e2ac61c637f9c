using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Meters.Taking;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>The API of meters, <c>/api/energy/meters</c>. Quarter-hours of a home are for engineers and up; every read of them is noted.</summary>
static class MeterApi
{
    /// <summary>Most bytes of one interchange or file.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    public static void MapMeterApi(this RouteGroupBuilder all)
    {
        all.WithTags("Energy meters").AddEndpointFilter<DamagedFiles>();
        all.MapGet("/", List).RequireAuthorization(Policies.Read).WithSummary("How complete the delivery points are; no energy");
        var meters = all.MapGroup("").RequireAuthorization(Policies.Engineer);
        meters.MapPost("/mscons", TakeMscons).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .WithSummary("Takes an MSCONS interchange as the body; what cannot be taken is kept with its reasons");
        meters.MapGet("/mscons", GiveMscons).WithSummary("Stored quarter-hours as MSCONS 2.4c");
        meters.MapPost("/csv", TakeCsv).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .WithSummary("Takes a CSV file of quarter-hours as the body: nothing of it when something is wrong; lines of unknown delivery points are kept with their reason");
        meters.MapGet("/letters", Letters).WithSummary("What could not be taken, and why");
        meters.MapPost("/letters/{id:long}/again", Again).WithSummary("Takes a letter again");
        meters.MapDelete("/letters/{id:long}", Forget).WithSummary("Throws a letter away");
        meters.MapGet("/{malo}", Get).WithSummary("Quarter-hours of a delivery point with their origin; the read is noted");
        meters.MapPost("/{malo}/readings", Read).WithSummary("Keeps what the register showed; the load profile says when the energy was used");
        meters.MapPost("/{malo}/close", Close).WithSummary("Puts substitute values where quarter-hours are missing or implausible");
        meters.MapPost("/{malo}/signal", TakeSignal).WithSummary("Takes what came of the bound Signal since the last time, at once");
        meters.MapPatch("/{malo}", Change).WithSummary("Changes what is known of a delivery point beside its values");
        meters.MapDelete("/{malo}", Erase).RequireAuthorization(Policies.Admin).WithSummary("Erases quarter-hours for good, for the sake of a person");
    }

    static Ok<MeterList> List(MeterStore store, MeterSummaries summaries) =>
        TypedResults.Ok(new MeterList([.. store.All().Select(summaries.Of).OfType<MeterSummary>().Select(MeterListRow.Of)]));

    static async Task<Results<Ok<Intake>, ProblemHttpResult>> TakeMscons(
        HttpRequest request, [Description("Name of the file, for people")] string? name, MeterIntake intake, CancellationToken stop)
    {
        var bytes = await BytesAsync(request, stop);
        return bytes.Length == 0
            ? TypedResults.Problem("The body is empty: send the interchange itself.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(await intake.MsconsAsync(bytes, name ?? "mscons", stop));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GiveMscons(
        string[] malo, DateOnly from, DateOnly to, string sender, string receiver, MeterOut give, CancellationToken stop)
    {
        try
        {
            var text = await give.MsconsAsync(malo, GermanTime.Between(from, to), sender, receiver, stop);
            return TypedResults.File(text, "application/edifact", "mscons.edi");
        }
        catch (ArgumentException e)
        {
            return Wrong(e);
        }
    }

    static async Task<Results<Ok<Intake>, ValidationProblem>> TakeCsv(HttpRequest request, [AsParameters] CsvAsk ask, MeterDesk desk, CancellationToken stop)
    {
        var text = System.Text.Encoding.UTF8.GetString(await BytesAsync(request, stop)).TrimStart('\uFEFF');
        var (intake, faults) = await desk.CsvAsync(text, new(ask.Unit, ask.Malo, ask.AnnualKwh, ask.From), ask.Name ?? "csv", stop);
        return intake is null ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["file"] = [.. faults.Select(f => f.ToString())] }) : TypedResults.Ok(intake);
    }

    static async Task<Ok<IReadOnlyList<MeterLetter>>> Letters(MeterLetters letters, CancellationToken stop) => TypedResults.Ok(await letters.AllAsync(stop));

    static async Task<Results<Ok<Intake>, NotFound>> Again(long id, MeterIntake intake, CancellationToken stop) =>
        await intake.AgainAsync(id, stop) is { } done ? TypedResults.Ok(done) : TypedResults.NotFound();

    static async Task<NoContent> Forget(long id, MeterLetters letters, CancellationToken stop)
    {
        await letters.ForgetAsync(id, stop);
        return TypedResults.NoContent();
    }

    static async Task<Results<Ok<LoadView>, ProblemHttpResult>> Get(
        string malo, DateOnly from, DateOnly to, long? version, string? purpose, MeterValues values, CancellationToken stop)
    {
        try
        {
            return TypedResults.Ok(LoadView.Of(await values.ReadAsync(malo, GermanTime.Between(from, to), version, purpose ?? "API", stop)));
        }
        catch (ArgumentException e)
        {
            return Wrong(e);
        }
    }

    static async Task<Results<Ok<MeterTaken>, ProblemHttpResult>> Read(string malo, ReadingAsk reading, MeterDesk desk, CancellationToken stop)
    {
        try
        {
            return TypedResults.Ok(await desk.ReadingAsync(malo, new Reading(Quarters.At(reading.At), (long)(reading.Kwh * 1_000)), reading.Note ?? "", stop));
        }
        catch (ArgumentException e)
        {
            return Wrong(e);
        }
    }

    static async Task<Results<Ok<CloseView>, ProblemHttpResult>> Close(string malo, DateOnly from, DateOnly to, MeterDesk desk, CancellationToken stop)
    {
        try
        {
            var range = GermanTime.Between(from, to);
            if (await desk.ContractAsync(malo, range.First, stop) is not { } contract)
                return TypedResults.Problem($"{malo} has no contract at {from:O}: its load profile and holidays are not known.", statusCode: StatusCodes.Status422UnprocessableEntity);
            var (changed, missing) = await desk.CloseAsync(contract, range, stop);
            return TypedResults.Ok(new CloseView(changed, missing));
        }
        catch (ArgumentException e)
        {
            return Wrong(e);
        }
    }

    static async Task<Results<Ok<CloseView>, NotFound>> TakeSignal(string malo, MeterPoints points, MeterSignals signals, CancellationToken stop) =>
        await points.FindAsync(malo, stop) is { } point ? TypedResults.Ok(new CloseView(await signals.TakeAsync(point, stop), 0)) : TypedResults.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> Change(string malo, PointChange change, MeterPoints points, CancellationToken stop)
    {
        try
        {
            await points.PutAsync(malo, change.Apply, stop);
            return TypedResults.NoContent();
        }
        catch (ArgumentException e)
        {
            return Wrong(e);
        }
    }

    static async Task<Results<NoContent, ProblemHttpResult>> Erase(string malo, DateOnly? from, DateOnly? to, MeterDesk desk, CancellationToken stop)
    {
        if (!MarketIds.IsDeliveryPoint(malo) || from is null != to is null || to < from)
            return TypedResults.Problem($"'{malo}' must be a MaLo-ID; from and to are given together, from first, or neither of them.", statusCode: StatusCodes.Status400BadRequest);
        await desk.EraseAsync(malo, from is { } first ? GermanTime.Between(first, to!.Value) : null, stop);
        return TypedResults.NoContent();
    }

    static ProblemHttpResult Wrong(ArgumentException e) => TypedResults.Problem(
        e.ParamName is { } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message, statusCode: StatusCodes.Status422UnprocessableEntity);

    static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken stop)
    {
        using MemoryStream to = new();
        await request.Body.CopyToAsync(to, stop);
        return to.ToArray();
    }
}
