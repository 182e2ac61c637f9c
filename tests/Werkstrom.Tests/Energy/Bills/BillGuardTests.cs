using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Bills;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>What must not be billed is not, and a bill that was changed behind the program's back is seen.</summary>
public sealed class BillGuardTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task What_is_still_to_come_is_not_billed()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        using var answer = await host.Local.PostAsJsonAsync("api/energy/bills/runs", new { from = today.AddDays(-10), to = today.AddDays(3) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("is not over", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain((await host.Local.GetFromJsonAsync<JsonElement>("api/energy/bills/runs")).EnumerateArray(), r => r.GetProperty("to").GetDateTimeOffset() > DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A_tariff_that_names_unknown_rates_and_slips_of_the_pen_is_refused_with_all_of_them()
    {
        using var answer = await host.Local.PutAsJsonAsync("api/energy/tariffs/wrong?after=0", new
        {
            name = "Wrong",
            components = new object[]
            {
                new { name = "Energy", kind = "energy", from = "2024-01-01", rule = new { type = "flat", price = 9_999.9 } },
                new { name = "Levy", kind = "levy", from = "2024-01-01", rule = new { type = "rate", rate = "levy.kwgk" } },
            },
            fees = new[] { new { name = "Grid", kind = "grid", from = "2024-01-01", rate = "gird.base", scope = "gridOperator" } },
        });
        var text = (await answer.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        foreach (var expected in (string[])["99999.0", "Levy: there is no rate 'levy.kwgk' (there are ", "levy.kwkg", "Grid: there is no rate 'gird.base'"])
            Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_that_is_changed_is_told_to_programs()
    {
        foreach (var (price, isTold) in ((decimal, bool)[])[(30, false), (30, false), (31, true)])
        {
            using var answer = await host.Local.PutAsJsonAsync("api/energy/tariffs/past", new { name = "Past", components = new[] { new { name = "Energy", kind = "energy", from = "2024-01-01", rule = new { type = "flat", price } } }, fees = Array.Empty<object>() });
            var kept = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(isTold, kept.TryGetProperty("warnings", out var warnings) && warnings.ValueKind == JsonValueKind.Array);
        }
    }

    [Fact]
    public async Task A_run_that_failed_goes_on_when_somebody_lets_it()
    {
        BillTown town = new(host);
        await town.OpenAsync();
        var id = (await town.RunAsync("2001-05-06", "2001-05-07")).GetProperty("id").GetInt64();
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync())
            await db.Set<BillRun>().Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, RunState.Drafting).SetProperty(r => r.Fault, "the disk was full"));
        var page = WebUtility.HtmlDecode(await host.Local.GetStringAsync($"energy/bills/runs/{id}"));
        Assert.Contains("the disk was full", page, StringComparison.Ordinal);
        Assert.Contains("Erneut versuchen", page, StringComparison.Ordinal);

        using var again = await host.Local.PostAsync($"api/energy/bills/runs/{id}/retry", null);

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        await Waiting.UntilAsync(async () => (await host.Local.GetStringAsync($"api/energy/bills/runs/{id}")).Contains("\"state\":\"ready\"", StringComparison.OrdinalIgnoreCase));
        using var twice = await host.Local.PostAsync($"api/energy/bills/runs/{id}/retry", null); // it did not fail
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
    }

    [Fact]
    public async Task The_end_of_a_contract_is_not_taken_from_a_wrong_field()
    {
        using var answer = await host.Local.PostAsJsonAsync("api/energy/contracts/V-1/end", new { until = "2024-03-15" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
