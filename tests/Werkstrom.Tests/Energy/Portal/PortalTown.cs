using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Energy.Portal;

/// <summary>A supplier with two customers, their meters and bills, and browsers of the customers: what the tests of the customers' pages share.</summary>
sealed partial class PortalTown : IAsyncDisposable
{
    public const string Password = "ganz anders und gut";

    readonly EngineHost _on;

    PortalTown(EngineHost on) => (_on, Bills) = (on, new(on.Host));

    public Host Host => _on.Host;

    public BillTown Bills { get; }

    /// <summary>Number of the bill of a customer, by the number of its contract.</summary>
    public Dictionary<string, string> BillOf { get; } = [];

    public static string Malo(int number) => BillTown.Malo(number);

    public static async Task<PortalTown> StartAsync(Engine engine = Engine.Sqlite, params (string Key, string Value)[] settings)
    {
        PortalTown town = new(await EngineHost.StartAsync(engine, settings));
        await town.Bills.OpenAsync();
        return town;
    }

    /// <summary>Two tariffs: 30 ct at all times, and 20 ct at night, 40 ct by day (net); VAT 19 %.</summary>
    public async Task TariffsAsync()
    {
        await Bills.TariffAsync("flat", BillTown.Flat(30));
        await Bills.TariffAsync("night", BillTown.Part("Energy", PartKind.Energy, new ClockDefinition(40, [new("00:00-06:00", 20)])));
    }

    /// <summary>A customer with a contract from 2024 on and 100 Wh in each quarter-hour of 6 May 2024.</summary>
    public async Task CustomerAsync(int number, string tariff)
    {
        object[] wishes =
        [
            new
            {
                number = $"V-{number}", customer = $"K-{number}", name = $"Erika Muster {number}", street = "Weg 1", postcode = "12345", city = "Ort", malo = Malo(number), place = "Ort/Mitte",
                tariff, annualKwh = "3500", from = "2024-01-01", metering = "smart",
            },
        ];
        using var kept = await Host.Local.PostAsJsonAsync("api/energy/contracts", wishes);
        Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
        await Bills.MeterAsync(Malo(number), GermanTime.Day(new(2024, 5, 6)).First, [.. Enumerable.Repeat(100, 96)], hour: number);
    }

    /// <summary>Bills 6 May 2024 of all.</summary>
    public async Task BillAsync()
    {
        foreach (var bill in await Bills.ReleaseAsync(await Bills.RunAsync("2024-05-06", "2024-05-07")))
            BillOf[bill.GetProperty("contract").GetString()!] = bill.GetProperty("number").GetString()!;
    }

    /// <summary>A letter as an engineer makes it, redeemed as a customer does.</summary>
    public async Task<Browser> EnterAsync(int number, string? mail = null)
    {
        Browser browser = new(Host.Address);
        using var answer = await browser.SendAsync("/my/start", "start", ("Code", await CodeAsync(number)), ("Mail", mail ?? $"kunde{number}@example.org"), ("Wanted", Password), ("Again", Password));
        Assert.True(answer.StatusCode == HttpStatusCode.Found, await answer.Content.ReadAsStringAsync());
        return browser;
    }

    /// <summary>The code of a new letter.</summary>
    public async Task<string> CodeAsync(int number)
    {
        using var engineer = await EngineerAsync();
        using var letter = await engineer.SendAsync($"/energy/letters?customer=K-{number}", "letters", ("Customers", $"K-{number}"));
        var page = await letter.Content.ReadAsStringAsync();
        Assert.Contains($"Erika Muster {number}", page, StringComparison.Ordinal);
        return Code().Match(page).Groups[1].Value;
    }

    public async Task<Browser> EngineerAsync()
    {
        var people = Host.Services.GetRequiredService<Accounts>();
        if (await people.FindAsync("engineer@werk.example", default) is null)
            Assert.Equal(AccountOutcome.Ok, (await people.AddAsync(new("engineer", "engineer@werk.example", Role.Engineer, null, Password, MustChangePassword: false), default)).Outcome);
        Browser browser = new(Host.Address);
        using var entered = await browser.LogInAsync("engineer@werk.example", Password);
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        return browser;
    }

    public static async Task<string> PageAsync(Browser browser, string page)
    {
        using var answer = await browser.Http.GetAsync(page);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}: {answer.StatusCode} {text}");
        return WebUtility.HtmlDecode(text);
    }

    public static async Task<HttpStatusCode> StatusAsync(Browser browser, string page)
    {
        using var answer = await browser.Http.GetAsync(page);
        return answer.StatusCode;
    }

    /// <summary>Loads a page, sends its form with that address and those hidden fields, and says where it leads.</summary>
    public static async Task<string> ClickAsync(Browser browser, string page, string action, string with, params (string Name, string Value)[] fields)
    {
        var html = WebUtility.HtmlDecode(await browser.Http.GetStringAsync(page));
        var form = Forms().Matches(html).Select(m => m.Value).First(f => f.Contains($"action=\"{action}\"", StringComparison.Ordinal) && f.Contains(with, StringComparison.Ordinal));
        var all = Hidden().Matches(form).Select(m => KeyValuePair.Create(m.Groups[1].Value, m.Groups[2].Value)).Where(h => fields.All(f => f.Name != h.Key))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await browser.Http.PostAsync(action, new FormUrlEncodedContent(all));
        Assert.True((int)answer.StatusCode is >= 300 and < 400, $"{action}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.Location!.ToString();
    }

    public ValueTask DisposeAsync() => _on.DisposeAsync();

    [GeneratedRegex("my-letter-code\">([A-Z0-9-]{19})<")]
    private static partial Regex Code();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
