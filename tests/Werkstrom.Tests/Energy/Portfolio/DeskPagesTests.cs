using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Energy.Desk.Questions;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tests.Energy.Bills;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>The desk in a running host: pages, search, contacts with their history, files, and who may what.</summary>
public sealed class DeskPagesTests(Host host) : IClassFixture<Host>
{
    static bool _isMade;

    [Fact]
    public async Task A_customer_is_found_by_number_name_delivery_point_and_postal_code()
    {
        await MakeAsync();
        foreach (var text in (string[])["K-7101", "mustermann 7101", "V-7101", BillTown.Malo(7101)])
            Assert.Equal(["K-7101"], await FoundAsync($"text={text}"));
        Assert.Equal(["K-7101", "K-7102"], await FoundAsync("text=51147&take=2"));
        Assert.Equal(["K-7102"], await FoundAsync("text=51147&take=1&after=K-7101"));
        Assert.Empty(await FoundAsync("text=nobody"));
        var page = await host.Local.GetStringAsync("/energy/desk/customers/K-7101");
        Assert.Contains("Erika Mustermann 7101", page, StringComparison.Ordinal);
        Assert.Contains(BillTown.Malo(7101), page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Local.GetAsync("/energy/desk/customers/none")).StatusCode);
    }

    [Fact]
    public async Task A_contact_is_corrected_with_its_history_and_its_words_go_with_the_customer()
    {
        await MakeAsync();
        var book = host.Services.GetRequiredService<ContactBook>();
        DateTimeOffset at = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        using var kept = await host.Local.PostAsJsonAsync("/api/energy/desk/customers/K-7102/contacts", new { at, way = "phone", words = "Asks for a payment plan", due = "2026-03-05" });
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        var id = (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();

        Assert.Empty(await book.CorrectAsync(id, 1, new(at, "phone", false, "Asks for a payment plan of six months", new(2026, 3, 9), false), default));
        Assert.Equal("contact.late", (await book.CorrectAsync(id, 1, new(at, "mail", false, "x", null, false), default))["revision"]);
        var history = await book.HistoryAsync(id, default);
        Assert.Equal(["Asks for a payment plan of six months", "Asks for a payment plan"], history.Select(c => c.Words));
        Assert.Equal(new DateOnly(2026, 3, 9), history[0].Due);
        Assert.Equal(1, (await book.OpenAsync(default)).Count(c => c.Id == id));

        // a record is read by more people than the desk: the words do not stand in it
        Assert.DoesNotContain("payment", await host.Local.GetStringAsync("/api/records?type=customer-contact"), StringComparison.Ordinal);
        await host.Services.GetRequiredService<ContactNotes>().EraseAsync("K-7102", default);
        Assert.All(await book.HistoryAsync(id, default), c => Assert.Null(c.Words));
        using var wrong = await host.Local.PostAsJsonAsync("/api/energy/desk/customers/K-7102/contacts", new { way = "pigeon", words = "" });
        var faults = (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(2, faults.EnumerateObject().Count());
        using var never = await host.Local.PostAsJsonAsync("/api/energy/desk/customers/K-7102/contacts", new { at = "2099-01-01T10:00:00Z", way = "phone", words = "x", due = "1900-01-01" });
        Assert.Equal(["at", "due"], (await never.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task What_a_customer_asks_is_answered_at_the_desk_and_two_do_not_overwrite_each_other()
    {
        await MakeAsync();
        var portal = host.Services.GetRequiredService<Werkstrom.Energy.Portal.Own.QuestionBook>();
        Assert.Null(await portal.AskAsync("K-7101", "V-7101", "bill", "Why is the bill higher?", null, default));
        var desk = host.Services.GetRequiredService<QuestionBook>();
        var asked = (await desk.ListAsync("open", "K-7101", default))[0];
        Assert.Contains("Why is the bill higher?", await host.Local.GetStringAsync("/energy/desk/questions"), StringComparison.Ordinal);

        Assert.Empty(await desk.ChangeAsync(asked.Id, asked.Revision, new Dictionary<string, string> { ["answer"] = "The winter was cold.", ["state"] = "answered" }, default));
        Assert.Equal("question.late", (await desk.ChangeAsync(asked.Id, asked.Revision, new Dictionary<string, string> { ["answer"] = "No idea.", ["state"] = "answered" }, default))[""]);
        Assert.Equal(
            new Dictionary<string, string> { ["bill"] = "question.bill.fault", ["assignee"] = "question.assignee.fault" },
            await desk.ChangeAsync(asked.Id, asked.Revision + 1, new Dictionary<string, string> { ["bill"] = "R-NONE", ["assignee"] = "niemand" }, default));
        var seen = (await portal.OfAsync("K-7101", default)).Single(q => q.Asked == "Why is the bill higher?");
        Assert.Equal(("answered", "The winter was cold."), (seen.State, seen.Answer));

        // records are read by every viewer: the words do not stand in them, nor in a former revision, and go with the customer
        foreach (var address in (string[])["/api/records?type=customer-question", $"/api/records/{asked.Id}/history"])
        {
            using var records = await host.Local.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, records.StatusCode);
            var text = await records.Content.ReadAsStringAsync();
            Assert.DoesNotContain("higher", text, StringComparison.Ordinal);
            Assert.DoesNotContain("winter", text, StringComparison.Ordinal);
        }

        Assert.Equal(["The winter was cold.", ""], (await desk.HistoryAsync(asked.Id, default)).Select(q => q.Answer));
        await host.Services.GetRequiredService<ContactNotes>().EraseAsync("K-7101", default);
        Assert.All(await desk.HistoryAsync(asked.Id, default), q => Assert.Equal(("", ""), (q.Text, q.Answer)));
    }

    [Fact]
    public async Task Names_leave_the_house_only_when_asked_for_by_who_may_and_noted()
    {
        await MakeAsync();
        var bare = await host.Local.GetByteArrayAsync("/energy/desk/export/customers.csv");
        Assert.Equal<byte>([0xEF, 0xBB, 0xBF], bare[..3]);
        var text = System.Text.Encoding.UTF8.GetString(bare);
        Assert.Contains("K-7101;51;1;desk-fix;3500;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mustermann", text, StringComparison.Ordinal);
        Assert.Contains("Mustermann", await host.Local.GetStringAsync("/energy/desk/export/customers.csv?names=yes"), StringComparison.Ordinal);
        var noted = await host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Entity = "file" }, default);
        Assert.Contains(noted, n => n.Action == "customers.exported");

        using var writer = await ClientAsync("write,read");
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.GetAsync("/energy/desk/export/customers.csv?names=yes")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await writer.GetAsync("/energy/desk/export/customers.csv")).StatusCode);
        using var reader = await ClientAsync("read");
        foreach (var address in (string[])["/energy/desk/export/customers.csv", "/api/energy/desk/portfolio", "/api/energy/desk/customers", "/api/energy/desk/customers/K-7101/contacts"])
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.PostAsync("/api/energy/desk/portfolio/make", null)).StatusCode);
    }

    [Fact]
    public async Task Rates_that_the_tariffs_need_and_nobody_entered_wait_at_the_desk()
    {
        await new BillTown(host).TariffAsync("desk-levy", BillTown.Part("Levy", PartKind.Levy, new RateDefinition("levy.desk")));
        await KeepAsync("2019-01-01", "2020-01-01");
        Assert.Contains("rates.missing", await TodoAsync(), StringComparison.Ordinal);
        await KeepAsync("2020-01-01", null);
        var todo = await TodoAsync();
        Assert.DoesNotContain("rates.missing", todo, StringComparison.Ordinal);
        Assert.Contains("rates.unchecked", todo, StringComparison.Ordinal);

        Task<string> TodoAsync() => host.Local.GetStringAsync("/api/energy/desk/todo");

        async Task KeepAsync(string from, string? until)
        {
            using var kept = await host.Local.PostAsJsonAsync("api/energy/rates", new { name = "levy.desk", scope = "", value = 0.5, unit = "ct/kWh", from, until, isChecked = false, source = "draft" });
            Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_pages_of_the_desk_draw()
    {
        await MakeAsync();
        await host.Services.GetRequiredService<PortfolioMaker>().MakeAsync(true, default);
        Assert.Contains("dk-bars", await host.Local.GetStringAsync("/energy/desk"), StringComparison.Ordinal);
        foreach (var page in (string[])["products", "customers", "questions", "contacts", "ending"])
            Assert.Equal(HttpStatusCode.OK, (await host.Local.GetAsync($"/energy/desk/{page}")).StatusCode);
        var portfolio = await host.Local.GetFromJsonAsync<JsonElement>("/api/energy/desk/portfolio");
        Assert.True(portfolio.GetProperty("year").GetProperty("customers").GetInt32() >= 2);

        // before the figures are made it is not said that nobody is supplied
        var early = await Waiting.UntilAsync(EarlyAsync, page => !page.Contains("dk-bars", StringComparison.Ordinal));
        Assert.Contains("contracts hold, their figures are still to come", early, StringComparison.Ordinal);
        Assert.DoesNotContain("/energy/contracts/import", early, StringComparison.Ordinal);
        await host.Services.GetRequiredService<PortfolioMaker>().MakeAsync(true, default);

        async Task<string> EarlyAsync()
        {
            await using (var db = await host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync())
                await db.Set<PortfolioRow>().ExecuteDeleteAsync();
            using HttpRequestMessage ask = new(HttpMethod.Get, "/energy/desk") { Headers = { { "Accept-Language", "en" } } };
            using var answer = await host.Local.SendAsync(ask);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    async Task MakeAsync()
    {
        if (_isMade && await host.Services.GetRequiredService<TariffBook>().FindAsync("desk-fix", null, default) is not null)
            return;
        _isMade = true;
        BillTown town = new(host);
        await town.TariffAsync("desk-fix", new TariffDefinition("Desk", [new("Energy", PartKind.Energy, new FlatDefinition(10), new(2023, 1, 1))], []));
        await town.ContractAsync(7101, "desk-fix", profile: "H25");
        await town.ContractAsync(7102, "desk-fix", profile: "H25");
    }

    async Task<List<string>> FoundAsync(string query) =>
        [.. (await host.Local.GetFromJsonAsync<JsonElement>($"/api/energy/desk/customers?{query}")).GetProperty("customers").EnumerateArray().Select(c => c.GetProperty("number").GetString()!)];

    async Task<HttpClient> ClientAsync(string scopes)
    {
        using var made = await host.Local.PostAsJsonAsync("api/setup/tokens", new { name = $"desk-{Guid.NewGuid():n}", scopes });
        var key = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString();
        return new() { BaseAddress = host.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }
}
