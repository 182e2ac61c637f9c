using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Switching;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Portal;
using Werkstrom.Tests.Kernel;
using static Werkstrom.Tests.Energy.Portfolio.SwitchTown;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>Many customers get another tariff at a date: who can, who cannot and every reason, what it costs, the change, the notice, and back again; on both registries.</summary>
public sealed class SwitchTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Customers_get_another_tariff_and_have_the_former_one_again(Engine engine)
    {
        await using var town = await TownAsync(engine);
        using var engineer = await town.EngineerAsync();
        var (local, books) = (town.Host.Local, town.Host.Services.GetRequiredService<ContractBook>());

        // a form of an engineer, without script
        using var sent = await engineer.SendAsync("/energy/desk/switches", "switch", ("old", "flat"), ("tariff", "dear"), ("from", Iso(Day)), ("reason", "Prices"), ("words", Words));
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.EndsWith("/energy/desk/switches/1", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
        var seen = await StateAsync(local, 1, "ready");
        Assert.Equal((3, 2), (seen.GetProperty("planned").GetInt32(), seen.GetProperty("excepted").GetInt32()));
        var rows = await RowsAsync(local, 1);
        Assert.Equal(["V-1", "V-2", "V-3", "V-5", "V-6"], rows.Keys); // V-4 has the other tariff
        Assert.Equal(["ended"], Codes(rows["V-5"]));
        Assert.Equal(["bound"], Codes(rows["V-6"]));
        // 3,500 kWh × 30 ct and × 35 ct, with 19 % VAT
        Assert.Equal((124_950, 145_775), (rows["V-1"].GetProperty("centsBefore").GetInt32(), rows["V-1"].GetProperty("centsAfter").GetInt32()));
        Assert.Equal((3 * 124_950, 3 * 145_775, 3), (seen.GetProperty("centsBefore").GetInt32(), seen.GetProperty("centsAfter").GetInt32(), seen.GetProperty("dearer").GetInt32()));
        Assert.Null((await books.FindAsync("V-1", default))!.End); // a preview changes nothing

        var page = await PortalTown.PageAsync(engineer, "/energy/desk/switches/1");
        Assert.Contains("+208.25", page, StringComparison.Ordinal);
        Assert.Contains("Switch 3 contracts", page, StringComparison.Ordinal);
        Assert.Equal("/energy/desk/switches/1", await PortalTown.ClickAsync(engineer, "/energy/desk/switches/1", "/energy/desk/switches/1/run", ""));
        var done = await StateAsync(local, 1, "done");
        Assert.Equal((3, 3), (done.GetProperty("kept").GetInt32(), done.GetProperty("letters").GetInt32())); // no mail server here: by letter
        var (before, next) = ((await books.FindAsync("V-1", default))!, (await books.FindAsync("V-1-2", default))!);
        var at = GermanTime.Day(Day).First;
        Assert.Equal((at, at, "dear", "V-1", (int?)null), (before.End, next.First, next.Tariff, next.Follows, next.End));
        var ending = (await books.FindAsync("V-3-2", default))!;
        Assert.Equal(GermanTime.Day(Day.AddYears(1)).First, ending.End); // a term that was agreed on stays
        Assert.Equal(Quarters.Start(at), town.Host.Services.GetRequiredService<AgreementCatalog>().Find(before.AgreementId)!.ValidTo);
        var notes = await town.Host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Entity = "energy_contract" }, default);
        Assert.Contains(notes, n => n.Actor == "energy-switch-1");

        using var customer = await town.EnterAsync(1);
        var own = await PortalTown.PageAsync(customer, "/my");
        Assert.Contains(Words, own, StringComparison.Ordinal);
        Assert.Contains("1,458 €", own, StringComparison.Ordinal); // 1,457.75
        Assert.Contains("Erika Muster 1;Weg 1;12345;Ort", await local.GetStringAsync("/energy/desk/switches/1/contracts.csv?names=yes"), StringComparison.Ordinal);

        using var one = await local.PostAsync("/api/energy/desk/switches/1/contracts/V-2/return", null);
        Assert.Equal(HttpStatusCode.Accepted, one.StatusCode);
        Assert.Equal((null, null), ((await books.FindAsync("V-2", default))!.End, await books.FindAsync("V-2-2", default)));
        Assert.NotNull(await books.FindAsync("V-1-2", default));
        await PortalTown.ClickAsync(engineer, "/energy/desk/switches/1", "/energy/desk/switches/1/return", "");
        var back = await StateAsync(local, 1, "returned");
        Assert.Equal((0, 3), (back.GetProperty("kept").GetInt32(), back.GetProperty("returned").GetInt32()));
        Assert.Contains("3 addresses for letters", await PortalTown.PageAsync(engineer, "/energy/desk/switches/1"), StringComparison.Ordinal); // who was told must be told again
        Assert.Equal((null, null), ((await books.FindAsync("V-1", default))!.End, await books.FindAsync("V-1-2", default)));
        Assert.Equal(GermanTime.Day(Day.AddYears(1)).First, (await books.FindAsync("V-3", default))!.End);
        Assert.DoesNotContain(Words, await PortalTown.PageAsync(customer, "/my"), StringComparison.Ordinal);

        Assert.Contains("engineer took it back.", await PortalTown.PageAsync(engineer, "/energy/desk/switches/1"), StringComparison.Ordinal);
        var trail = await local.GetStringAsync("/setup/audit?entity=energy_switch");
        foreach (var said in (string[])["switch previewed", "switch released", "switch taken back", "one contract of a switch taken back", "right to change prices"])
            Assert.Contains(said, trail, StringComparison.Ordinal);

        using var again = await local.PostAsync("/api/energy/desk/switches/1/run", null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Who_has_a_mail_address_is_told_by_mail_once_and_once_more_when_it_does_not_come()
    {
        await using var town = await TownAsync(Engine.Sqlite, ("notify:smtpHost", "127.0.0.1"), ("notify:smtpPort", "9"));
        using var customer = await town.EnterAsync(1);
        var (local, notify) = (town.Host.Local, town.Host.Services.GetRequiredService<INotify>());
        var id = await StartAsync(local, new { tariff = "dear", from = Iso(Day), reason = "prices", words = Words, filter = new { list = "V-1, V-2" } });
        await StateAsync(local, id, "ready");
        using var run = await local.PostAsync($"/api/energy/desk/switches/{id}/run", null);
        Assert.Equal(1, (await StateAsync(local, id, "done")).GetProperty("letters").GetInt32()); // K-2 has no account and no address
        using var back = await local.PostAsync($"/api/energy/desk/switches/{id}/return", null);
        await StateAsync(local, id, "returned");
        Assert.Equal(2, (await notify.FatesAsync([$"switch:{id}:V-1", $"switch-back:{id}:V-1", $"switch:{id}:V-2", $"switch-back:{id}:V-2"], default)).Count);
        Assert.Equal("back", (await RowsAsync(local, id))["V-1"].GetProperty("told").GetString());
    }

    [Fact]
    public async Task Who_had_a_mail_hears_that_it_does_not_come_also_when_the_program_stopped_in_between()
    {
        await using var town = await TownAsync(Engine.Sqlite, ("notify:smtpHost", "127.0.0.1"), ("notify:smtpPort", "9"));
        using var customer = await town.EnterAsync(1);
        var id = await StartAsync(town.Host.Local, new { tariff = "dear", from = Iso(Day), filter = new { list = "V-1, V-2" } });
        await StateAsync(town.Host.Local, id, "ready");
        using (await town.Host.Local.PostAsync($"/api/energy/desk/switches/{id}/run", null))
            await StateAsync(town.Host.Local, id, "done");
        // as a stop leaves it after the contract was changed back and before the mail was queued
        await using (var db = await town.Host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync())
            await db.Set<SwitchRow>().Where(r => r.SwitchId == id && r.Contract == "V-1").ExecuteUpdateAsync(r => r.SetProperty(x => x.State, SwitchStep.Returned));

        await town.Host.RestartAsync();

        var notify = town.Host.Services.GetRequiredService<INotify>();
        await UntilAsync(async () => (await notify.FatesAsync([$"switch-back:{id}:V-1"], default)).Count == 1);
        await UntilAsync(async () => (await RowsAsync(town.Host.Local, id))["V-1"].GetProperty("told").GetString() == "back");
    }

    [Fact]
    public async Task The_command_previews_and_changes_only_when_told_to()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var books = town.Host.Services.GetRequiredService<ContractBook>();
        var list = new FileInfo(Path.Combine(town.Host.Folder, "list.txt"));
        await File.WriteAllTextAsync(list.FullName, "V-1\nV-5\nnobody");
        SwitchApi.SwitchAsk ask = new("dear", Iso(Day), null, null, new(null, null, null, null));

        var (code, said, errors) = await SaidAsync(s => s.PreviewAsync(ask, list, isRun: false, default));
        Assert.Equal(2, code); // V-5 has ended by then
        Assert.StartsWith("Switch 1: ready, to dear; 1 can be switched, 1 cannot, 0 switched, 0 failed, 0 taken back", said, StringComparison.Ordinal);
        Assert.Contains("A year costs 1 of them 1249.50 EUR before, 1457.75 EUR then; 1 pay more", said, StringComparison.Ordinal);
        Assert.Contains("V-5: It ends on ", said, StringComparison.Ordinal);
        Assert.Contains("Nobody has the number nobody", errors, StringComparison.Ordinal);
        Assert.Null((await books.FindAsync("V-1", default))!.End);

        (code, said, _) = await SaidAsync(s => s.PreviewAsync(ask with { Filter = new("flat", null, null, "V-1") }, null, isRun: true, default), isJson: true);
        Assert.Equal((0, 1), (code, JsonDocument.Parse(said).RootElement.GetProperty("kept").GetInt32()));
        Assert.NotNull((await books.FindAsync("V-1", default))!.End);
        (code, said, _) = await SaidAsync(s => s.ActAsync(2, "return", default));
        Assert.Equal((0, "Switch 2: returned, to dear; 0 can be switched, 0 cannot, 0 switched, 0 failed, 1 taken back"), (code, said.Split(Environment.NewLine)[0]));
        (code, _, errors) = await SaidAsync(s => s.PreviewAsync(ask with { From = "9999-12-31", Tariff = "none" }, null, isRun: true, default));
        Assert.Equal(1, code);
        Assert.Contains("There is no tariff \"none\".", errors, StringComparison.Ordinal);
        Assert.Contains("31 Dec 9999 is too far ahead", errors, StringComparison.Ordinal);
        (code, _, errors) = await SaidAsync(s => s.ActAsync(7, "run", default));
        Assert.Equal((1, "There is no such switch."), (code, errors.Trim()));

        async Task<(int Code, string Said, string Errors)> SaidAsync(Func<SwitchSession, Task<int>> run, bool isJson = false)
        {
            using StringWriter output = new(), errors = new();
            return (await run(new(town.Host.Local, isJson, output, errors)), output.ToString(), errors.ToString());
        }
    }
}
