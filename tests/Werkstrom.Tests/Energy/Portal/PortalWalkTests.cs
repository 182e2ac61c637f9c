using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Portal;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Setup;
using static Werkstrom.Tests.Energy.Portal.PortalTown;

namespace Werkstrom.Tests.Energy.Portal;

/// <summary>What a customer clicks through, from the letter to the bill explained, without script; on both registries.</summary>
public sealed class PortalWalkTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task From_the_letter_to_the_bill_explained(Engine engine)
    {
        await using var town = await PortalTown.StartAsync(engine);
        await town.TariffsAsync();
        await town.CustomerAsync(1, "night");
        await town.BillAsync();

        using var customer = await town.EnterAsync(1);

        var now = await PageAsync(customer, "/my");
        Assert.Contains("Hello Erika Muster 1", now, StringComparison.Ordinal);
        Assert.Contains("From 23.8 ct/kWh (00:00) to 47.6 ct/kWh (06:00)", now, StringComparison.Ordinal); // 20 and 40 ct with 19 % VAT
        Assert.Contains("No green index belongs to your contract", now, StringComparison.Ordinal);
        // without consent months only: 9.6 kWh; 24 quarter-hours at 20 ct and 72 at 40 ct are 3.36 €, with VAT 4.00 €; all at 30 ct 2.88 €, with VAT 3.43 €
        var use = await PageAsync(customer, "/my/use?month=2024-05");
        Assert.Contains("10 kWh · 4.00 €", use, StringComparison.Ordinal);
        Assert.Contains("<strong>3.43 €</strong>", use, StringComparison.Ordinal);
        Assert.Contains("0.57 € more", use, StringComparison.Ordinal);
        Assert.DoesNotContain("9.6 kWh · 4.00 €", use, StringComparison.Ordinal);
        Assert.EndsWith("said=consent.given", await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Detail\""), StringComparison.Ordinal);
        Assert.Contains("9.6 kWh · 4.00 €", await PageAsync(customer, "/my/use?month=2024-05"), StringComparison.Ordinal);
        Assert.EndsWith("said=consent.withdrawn", await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Detail\""), StringComparison.Ordinal);
        Assert.DoesNotContain("9.6 kWh · 4.00 €", await PageAsync(customer, "/my/use?month=2024-05"), StringComparison.Ordinal); // at once

        var number = town.BillOf["V-1"];
        Assert.Contains(number, await PageAsync(customer, "/my/bills"), StringComparison.Ordinal);
        Assert.Contains($"href=\"/my/bills/{number}/lines/1\"", await PageAsync(customer, $"/my/bills/{number}"), StringComparison.Ordinal);
        Assert.Contains("3.36", await PageAsync(customer, $"/my/bills/{number}/lines/1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(customer, $"/my/bills/{number}/file"));

        var reads = await town.Host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Action = MeterValues.ReadAction, Key = Malo(1) }, default);
        var person = (await town.Host.Services.GetRequiredService<Accounts>().FindAsync("kunde1@example.org", default))!;
        Assert.Equal(3, reads.Count(r => r.Actor == $"person:{person.Id}" && r.After!.Contains("the customer's own page", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_code_works_once_and_a_new_letter_sets_another_password(Engine engine)
    {
        await using var town = await PortalTown.StartAsync(engine);
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        await town.CustomerAsync(2, "flat");
        var first = await town.CodeAsync(1);
        var second = await town.CodeAsync(1);

        Assert.Equal(HttpStatusCode.BadRequest, await RedeemAsync(town, first, "a@example.org")); // a newer one took its place
        Assert.Equal(HttpStatusCode.Found, await RedeemAsync(town, second.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant(), "a@example.org"));
        Assert.Equal(HttpStatusCode.BadRequest, await RedeemAsync(town, second, "b@example.org")); // used
        Assert.Equal(HttpStatusCode.BadRequest, await RedeemAsync(town, await town.CodeAsync(2), "a@example.org")); // somebody else's address: nobody is taken over by a letter
        Assert.Equal(HttpStatusCode.BadRequest, await RedeemAsync(town, await town.CodeAsync(2), "engineer@werk.example"));
        Assert.Equal(HttpStatusCode.Found, await RedeemAsync(town, await town.CodeAsync(1), "a@example.org", "ein ganz neues Wort"));
        using Browser again = new(town.Host.Address);
        using var entered = await again.LogInAsync("a@example.org", "ein ganz neues Wort");
        Assert.EndsWith("/my", entered.Headers.Location!.ToString(), StringComparison.Ordinal);

        // signed in, a further letter adds a customer
        using var added = await again.SendAsync("/my/start", "start", ("Code", await town.CodeAsync(2)));
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);
        Assert.Contains("V-2", await PageAsync(again, "/my"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_prints_letters_of_those_without_access_and_its_codes_work()
    {
        await using var town = await PortalTown.StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        await town.CustomerAsync(2, "flat");
        using var there = await town.EnterAsync(1);

        using var both = await town.Host.Local.PostAsJsonAsync("api/energy/letters", new { customers = (List<string>)["K-1"], isForAll = true });
        Assert.Equal(HttpStatusCode.BadRequest, both.StatusCode);
        using var answer = await town.Host.Local.PostAsJsonAsync("api/energy/letters", new { isForAll = true });
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var letter = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("letters").EnumerateArray());
        Assert.Equal(("K-2", "Erika Muster 2"), (letter.GetProperty("customer").GetString(), letter.GetProperty("name").GetString()));
        using Browser browser = new(town.Host.Address);
        using var entered = await browser.SendAsync("/my/start", "start", ("Code", letter.GetProperty("code").GetString()!), ("Mail", "k2@example.org"), ("Wanted", Password), ("Again", Password));
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        using var named = await town.Host.Local.PostAsJsonAsync("api/energy/letters", new { customers = (List<string>)["K-1", "K-9"] });
        Assert.Equal("K-9", (await named.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("unknown")[0].GetString());
        using var refused = await there.Http.PostAsJsonAsync("api/energy/letters", new { isForAll = true });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Who_types_wrong_codes_must_wait()
    {
        await using var town = await PortalTown.StartAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.BadRequest, await RedeemAsync(town, "AAAA-BBBB-CCCC-DDDD", "a@example.org"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await RedeemAsync(town, "AAAA-BBBB-CCCC-DDDD", "a@example.org"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Closing_and_erasing_forget_the_person_and_leave_the_bill(Engine engine)
    {
        await using var town = await PortalTown.StartAsync(engine);
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        await town.BillAsync();
        using var customer = await town.EnterAsync(1);
        await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Detail\"");
        Assert.EndsWith("said=ask.sent", await ClickAsync(customer, "/my/me", "/my/me?contract=V-1#ask", "", ("kind", "bill"), ("text", "Warum so viel?")), StringComparison.Ordinal);
        Assert.Contains("Warum so viel?", await PageAsync(customer, "/my/me"), StringComparison.Ordinal);

        Assert.Equal("/my/start?said=closed", await ClickAsync(customer, "/my/me", "/my/me/close", "", ("sure", "true")));

        var people = town.Host.Services.GetRequiredService<Accounts>();
        Assert.Null(await people.FindAsync("kunde1@example.org", default));
        using Browser again = new(town.Host.Address);
        using var refused = await again.LogInAsync("kunde1@example.org", Password);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Empty(await town.Host.Services.GetRequiredService<PortalBook>().PeopleAsync("K-1", default));
        Assert.Equal("V-1", (await town.Bills.BillAsync(town.BillOf["V-1"])).GetProperty("contract").GetString());

        using var next = await town.EnterAsync(1, "neu@example.org");
        await town.Host.Services.GetRequiredService<PortalBook>().EraseAsync("K-1", default);
        Assert.Null(await people.FindAsync("neu@example.org", default));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(next, "/my")); // the session has ended
    }

    [Fact]
    public async Task The_export_holds_what_is_the_customers_and_nothing_else()
    {
        await using var town = await PortalTown.StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        await town.CustomerAsync(2, "flat");
        await town.BillAsync();
        using var customer = await town.EnterAsync(1);
        await town.Host.Services.GetRequiredService<ContactBook>().AddAsync("K-1", new(DateTimeOffset.UtcNow.AddDays(-1), "phone", false, "Asks for a heat pump", null, false), default);
        await PageAsync(customer, "/my/use?month=2024-05");

        using ZipArchive zip = new(await customer.Http.GetStreamAsync("/my/me/export.zip"));
        Assert.Equal(
            ["README.txt", $"bills/{town.BillOf["V-1"]}.csv", $"bills/{town.BillOf["V-1"]}.json", "data.json", "quarter-hours-V-1.csv", "reads.csv"], zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        var all = string.Concat(zip.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
        Assert.Contains("2024-05-05T22:00:00Z,100,Measured", all, StringComparison.Ordinal);
        Assert.Contains("kunde1@example.org", all, StringComparison.Ordinal);
        Assert.Contains("Asks for a heat pump", all, StringComparison.Ordinal);
        Assert.Contains("\"letters\": [", all, StringComparison.Ordinal);
        Assert.Contains("\"usedAt\": \"20", all, StringComparison.Ordinal); // the letter of the first entry, without its code
        Assert.Contains($",{Malo(1)},2024-04-30T22:00:00Z,2025-04-30T22:00:00Z,the customer's own page", all, StringComparison.Ordinal);
        Assert.Contains("Your data, made on", all, StringComparison.Ordinal);
        Assert.DoesNotContain("\"fold\"", all, StringComparison.OrdinalIgnoreCase); // the form of the search
        Assert.DoesNotContain("V-2", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Muster 2", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Malo(2), all, StringComparison.Ordinal);
    }

    static async Task<HttpStatusCode> RedeemAsync(PortalTown town, string code, string mail, string password = Password)
    {
        using Browser browser = new(town.Host.Address);
        using var answer = await browser.SendAsync("/my/start", "start", ("Code", code), ("Mail", mail), ("Wanted", password), ("Again", password));
        return answer.StatusCode;
    }
}
