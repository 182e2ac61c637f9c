using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Meters.Taking;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Profiles;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>What the forms of the pages of meters send; they work without script, each ends with a redirect to a page.</summary>
static class MeterForms
{
    public static void MapMeterForms(this IEndpointRouteBuilder meters)
    {
        var forms = meters.MapGroup("").RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/upload", Upload).WithFormOptions(multipartBodyLengthLimit: MeterApi.MaxBytes, bufferBody: false).WithMetadata(new RequestSizeLimitAttribute(MeterApi.MaxBytes));
        forms.MapPost("/letters/{id:long}/again", Again);
        forms.MapPost("/letters/{id:long}/forget", Forget);
        forms.MapPost("/{malo}/reading", Reading);
        forms.MapPost("/{malo}/close", Close);
    }

    static async Task<RedirectHttpResult> Upload([FromForm] IFormCollection form, MeterIntake intake, MeterDesk desk, CancellationToken stop)
    {
        if (form.Files.Count == 0)
            return See("/energy/meters?wrong=file");
        var (changed, values, points, letters) = (0, 0L, 0, 0);
        foreach (var file in form.Files)
        {
            await using var stream = file.OpenReadStream();
            using MemoryStream bytes = new();
            await stream.CopyToAsync(bytes, stop);
            Intake? done;
            if (file.FileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            {
                (done, var faults) = await CsvAsync(form, bytes, file.FileName, desk, stop);
                if (done is null)
                    return See($"/energy/meters?wrong=csv&value={Shown(string.Join('\n', faults.Take(12).Select(f => MeterWords.Say(f.ToString()))))}");
            }
            else
            {
                done = await intake.MsconsAsync(bytes.ToArray(), file.FileName, stop);
            }

            (changed, values, points, letters) = (changed + done.Changed, values + done.Values, points + done.Points, letters + (done.Letter is null ? 0 : 1));
        }

        return See(string.Create(CultureInfo.InvariantCulture, $"/energy/meters?taken={values}&changed={changed}&points={points}&letters={letters}"));
    }

    static Task<(Intake?, IReadOnlyList<Werkstrom.Tariff.Fault>)> CsvAsync(IFormCollection form, MemoryStream bytes, string name, MeterDesk desk, CancellationToken stop)
    {
        decimal? annual = decimal.TryParse(form["annualKwh"].ToString().Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var kwh) ? kwh : null;
        DateOnly? from = DateOnly.TryParseExact(form["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var malo = form["malo"].ToString().Trim();
        var text = System.Text.Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF');
        return desk.CsvAsync(text, new(null, malo.Length == 0 ? null : malo, annual, from), name, stop);
    }

    static async Task<RedirectHttpResult> Again(long id, [FromForm] IFormCollection form, MeterIntake intake, CancellationToken stop)
    {
        _ = form;
        return See(await intake.AgainAsync(id, stop) is { } done
            ? string.Create(CultureInfo.InvariantCulture, $"/energy/meters?taken={done.Values}&changed={done.Changed}&points={done.Points}&letters={(done.Letter is null ? 0 : 1)}")
            : "/energy/meters");
    }

    static async Task<RedirectHttpResult> Forget(long id, [FromForm] IFormCollection form, MeterLetters letters, CancellationToken stop)
    {
        if (form["sure"] != "true")
            return See("/energy/meters?wrong=sure");
        await letters.ForgetAsync(id, stop);
        return See("/energy/meters");
    }

    static async Task<RedirectHttpResult> Reading(string malo, [FromForm] IFormCollection form, MeterDesk desk, CancellationToken stop)
    {
        var isDay = DateOnly.TryParseExact(form["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        var isNumber = decimal.TryParse(form["kwh"].ToString().Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var kwh);
        if (!isDay || !isNumber)
            return See($"/energy/meters/{malo}?wrong={Shown($"{form["day"]} {form["kwh"]}")}");
        try
        {
            await desk.ReadingAsync(malo, new Reading(GermanTime.Day(day).First, (long)(kwh * 1_000)), form["note"].ToString(), stop);
            return See($"/energy/meters/{malo}?month={day:yyyy-MM}");
        }
        catch (ArgumentException e)
        {
            return See($"/energy/meters/{malo}?wrong={Shown(MeterWords.Say(e))}");
        }
    }

    static async Task<RedirectHttpResult> Close(string malo, [FromForm] IFormCollection form, MeterDesk desk, CancellationToken stop)
    {
        if (!DateOnly.TryParseExact(form["month"] + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return See($"/energy/meters/{malo}?wrong={Shown(form["month"].ToString())}");
        var range = GermanTime.Month(month.Year, month.Month);
        if (await desk.ContractAsync(malo, range.First, stop) is not { } contract)
            return See($"/energy/meters/{malo}?month={month:yyyy-MM}&wrong=contract");
        var (changed, missing) = await desk.CloseAsync(contract, range, stop);
        return See(string.Create(CultureInfo.InvariantCulture, $"/energy/meters/{malo}?month={month:yyyy-MM}&changed={changed}&missing={missing}"));
    }

    static RedirectHttpResult See(string address) => TypedResults.LocalRedirect("~" + address);

    static string Shown(string text) => Uri.EscapeDataString(text.Length > 1_500 ? text[..1_500] : text);
}
