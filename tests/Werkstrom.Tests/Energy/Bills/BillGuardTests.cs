using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

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
        Assert.Empty((await host.Local.GetFromJsonAsync<JsonElement>("api/energy/bills/runs")).EnumerateArray());
    }

    [Fact]
    public async Task The_end_of_a_contract_is_not_taken_from_a_wrong_field()
    {
        using var answer = await host.Local.PostAsJsonAsync("api/energy/contracts/V-1/end", new { until = "2024-03-15" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
