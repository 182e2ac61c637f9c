using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Energy.Portal;
using static Werkstrom.Tests.Energy.Portal.PortalTown;

namespace Werkstrom.Tests.Energy.Contracts;

/// <summary>What the pages of contracts and of the desk refuse, say and erase, as an engineer clicks through them without script.</summary>
public sealed class ContractPagesTests
{
    static readonly (string, string)[] New =
    [
        ("number", "V-9"), ("customer", "K-9"), ("name", "Max"), ("malo", BillTown.Malo(9)), ("tariff", "three"), ("from", "2024-01-01"), ("annual_kwh", "2,500"),
        ("metering", "Smart"), ("profile", ""), ("state", "NI"), ("town", "to-100000"), ("operator", "example"), ("module1", "no"), ("region", ""), ("notice_days", "14"),
    ];

    [Fact]
    public async Task A_contract_whose_tariff_has_no_price_there_then_is_refused_by_field_and_nothing_is_lost()
    {
        await using var town = await PortalTown.StartAsync();
        await town.Bills.TariffAsync("three", BillTown.Part("Energy", PartKind.Energy, new FlatDefinition(10)), BillTown.Part("Grid", PartKind.Grid, new Module3Definition(["17:00-20:00"], ["00:00-05:00"])));
        await town.Bills.TariffAsync("green", BillTown.Part("Energy", PartKind.Energy, new IndexDefinition(30, 0.1m)));
        await town.Bills.TariffAsync("late", new TariffDefinition("Late", [new("Energy", PartKind.Energy, new FlatDefinition(10), new(2030, 1, 1))], []));
        using var engineer = await town.EngineerAsync();

        var refused = await SendAsync(engineer, []);
        Assert.Contains("module 3 is only to be had together with module 1", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"2,500\"", refused, StringComparison.Ordinal);
        Assert.Contains("There is no region \"NOWHERE\"", await SendAsync(engineer, ("region", "NOWHERE")), StringComparison.Ordinal);
        Assert.Contains("follows the index of a region", await SendAsync(engineer, ("tariff", "green")), StringComparison.Ordinal);
        Assert.Contains("from 1 Jan 2030 on only", await SendAsync(engineer, ("tariff", "late")), StringComparison.Ordinal);
        Assert.Null(await town.Host.Services.GetRequiredService<ContractBook>().FindAsync("V-9", default));

        using var local = await town.Host.Local.PostAsJsonAsync("api/energy/contracts", (object[])[new { number = "V-9", customer = "K-9", name = "Max", malo = BillTown.Malo(9), tariff = "three", annualKwh = "2500", from = "2024-01-01" }]);
        Assert.Equal(HttpStatusCode.BadRequest, local.StatusCode);

        using var kept = await engineer.SendAsync("/energy/contracts/new", "contract", [.. New.Where(f => f.Item1 is not ("module1" or "from")), ("module1", "yes"), ("from", "2026-01-01")]);
        Assert.True(kept.StatusCode == HttpStatusCode.Found, await kept.Content.ReadAsStringAsync());
        Assert.Equal(2_500_000, (await town.Host.Services.GetRequiredService<ContractBook>().FindAsync("V-9", default))!.AnnualWh);
    }

    [Fact]
    public async Task Who_is_erased_was_asked_once_and_nothing_more_is_noted_of_them()
    {
        await using var town = await PortalTown.StartAsync();
        await town.TariffsAsync();
        await town.Bills.ContractAsync(50, "flat", GermanTime.Day(new(2010, 1, 1)).First, GermanTime.Day(new(2015, 1, 1)).First);
        using var engineer = await town.EngineerAsync();

        var page = await PageAsync(engineer, "/energy/contracts/V-50");
        Assert.Contains("31 Dec 2014", page, StringComparison.Ordinal); // the last day that is supplied
        Assert.DoesNotContain("1 Jan 2015", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Next possible end", page, StringComparison.Ordinal);
        foreach (var list in (string[])["/energy/contracts?state=ended", "/energy/desk/customers/K-50"])
            Assert.Contains("31 Dec 2014", await PageAsync(engineer, list), StringComparison.Ordinal);

        var customers = town.Host.Services.GetRequiredService<CustomerBook>();
        Assert.EndsWith("fault=fault.sure", await ClickAsync(engineer, "/energy/contracts/V-50", "/energy/contracts/V-50/erase", ""), StringComparison.Ordinal);
        Assert.Equal("Erika Mustermann 50", (await customers.FindAsync("K-50", default))!.Name);
        Assert.EndsWith("said=erased", await ClickAsync(engineer, "/energy/contracts/V-50", "/energy/contracts/V-50/erase", "", ("sure", "true")), StringComparison.Ordinal);
        Assert.Equal("", (await customers.FindAsync("K-50", default))!.Name);

        var desk = await PageAsync(engineer, "/energy/desk/customers/K-50");
        Assert.DoesNotContain("value=\"contact\"", desk, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/energy/contracts/V-50\">Change", desk, StringComparison.Ordinal);
        using var refused = await town.Host.Local.PostAsJsonAsync("api/energy/desk/customers/K-50/contacts", new { way = "phone", words = "Called." });
        Assert.Equal("customer", Assert.Single((await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
        Assert.Empty(await town.Host.Services.GetRequiredService<ContactBook>().OfAsync("K-50", default));
    }

    [Fact]
    public async Task The_desk_sees_consents_and_a_letter_that_cannot_be_made_is_named()
    {
        await using var town = await PortalTown.StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        using var customer = await town.EnterAsync(1);
        await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Detail\"", ("give", "true"));
        using var engineer = await town.EngineerAsync();

        Assert.Contains("Show days and quarter-hours", await PageAsync(engineer, "/energy/desk/customers/K-1"), StringComparison.Ordinal);
        using var meter = await engineer.SendAsync("/energy/desk/customers/K-1", "meter", ("malo", Malo(1)), ("reason", "The customer asks"));
        Assert.Contains("There are no values of", WebUtility.HtmlDecode(await meter.Content.ReadAsStringAsync()), StringComparison.Ordinal); // those of 2024 only
        using var letters = await engineer.SendAsync("/energy/letters", "letters", ("Customers", "K-1 K-99 K-98"));
        var page = WebUtility.HtmlDecode(await letters.Content.ReadAsStringAsync());
        Assert.Contains("There is no customer with a name under: K-99, K-98.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"K-1 K-99 K-98\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("my-letter-code", page, StringComparison.Ordinal);
    }

    static async Task<string> SendAsync(Werkstrom.Tests.Setup.Browser engineer, params (string Name, string Value)[] other)
    {
        using var answer = await engineer.SendAsync("/energy/contracts/new", "contract", [.. New.Where(f => other.All(o => o.Name != f.Item1)), .. other]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
