using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Portal;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Tariffs;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Contracts;

/// <summary>Contracts come in whole or not at all, every fault by its line; moves are at a quarter-hour; each is an agreement; names stay in a table of their own.</summary>
public sealed class ContractDeskTests : IDisposable
{
    const string Header = "number;customer;name;malo;place;tariff;metering;profile;annual_kwh;from;until\n";
    const string Malo = "41373559241"; // of BDEW's description of the check digit

    readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public ContractDeskTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Theory, OnSqlite, OnPostgres]
    public async Task A_contract_is_kept_with_its_delivery_point_and_its_agreement(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        await using var scope = registry.Services.CreateAsyncScope();
        await KeepAsync(scope, Header + $"V-1;K-1;Erika Mustermann;{Malo};Town/North;fixed;profile;h25;3500,5;2024-01-01;\n");

        var contract = (await registry.Get<ContractBook>().FindAsync("V-1", default))!;
        Assert.Equal((Malo, "H25", 3_500_500L, GermanTime.Day(new(2024, 1, 1)).First), (contract.Malo, contract.Profile, contract.AnnualWh, contract.First));
        Assert.True(registry.Get<AssetCatalog>().TryGet($"Town/North/{Malo}", out var point));
        Assert.Equal((contract.AssetId, "delivery-point"), (point.Id, point.Kind));
        var policy = registry.Get<AgreementPolicy>();
        var allowed = policy.Check("K-1", AgreementAccess.Read, new(ScopeKind.Asset, point.Path), "supply", new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((true, Resolution.QuarterHour), (allowed.IsPermitted, allowed.Resolution));
        Assert.False(policy.Check("K-2", AgreementAccess.Read, new(ScopeKind.Asset, point.Path), "supply", new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero)).IsPermitted);
        var audit = await registry.Get<AuditLog>().ListAsync(new() { Entity = "energy_customer" }, default);
        Assert.DoesNotContain(audit, a => a.After!.Contains("Erika", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_faults_of_a_file_are_told_by_line_and_nothing_is_kept()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        await using var scope = registry.Services.CreateAsyncScope();
        await KeepAsync(scope, Header + $"V-1;K-1;Erika;{Malo};;fixed;profile;H25;3500;2024-01-01;2024-06-01\n");

        var draft = await ReadAsync(scope, Header
            + "V-2;K-2;A;41373559242;;fixed;profile;H25;3500;2024-01-01;\n" // check digit
            + "V-3;K-3;B;4137355924;;none;profile;;x;2024-01-01;\n" // ten digits, no tariff of that name is asked for: the line cannot be read
            + $"V-4;K-4;C;{Malo};;fixed;profile;H25;3500;2024-05-31T23:45;\n" // overlaps with V-1 by a quarter-hour
            + $"V-5;K-5;;{Other(7)};;none;profile;H25;3500;2024-01-01;2023-01-01\n" // ends before it begins
            + $"V-6;K-6;;{Other(8)};;none;profile;H25;3500;2024-03-31T02:30;\n" // does not exist on the clock
            + $"V-7;K-7;;{Other(9)};;none;profile;H25;3500;2024-01-01;\n" // neither tariff nor name is known
            + $"V-1;K-8;D;{Other(10)};;fixed;profile;H25;3500;;\n"
            + $"V-8;K-9;E;{Other(11)}\n");

        Assert.Equal("2:malo 3:annual_kwh 3:malo 3:profile 4:malo 5:until 6:from 7:name 7:tariff 8:from 9:row",
            string.Join(' ', draft.Faults.OrderBy(f => f.Line).ThenBy(f => f.Field, StringComparer.Ordinal).Select(f => $"{f.Line}:{f.Field}")));
        Assert.Contains("check digit of 41373559242", draft.Faults.First(f => f.Line == 2).Text, StringComparison.Ordinal);
        Assert.Contains("contract V-1 already, from 2024-01-01 00:00 until 2024-06-01 00:00", draft.Faults.First(f => f.Line == 4).Text, StringComparison.Ordinal);
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<ContractDesk>().KeepAsync(draft, default));
        Assert.Null(await registry.Get<ContractBook>().FindAsync("V-4", default));
    }

    [Fact]
    public async Task Somebody_moves_out_and_somebody_in_at_a_quarter_hour_of_the_day_of_100()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        await using var scope = registry.Services.CreateAsyncScope();
        await KeepAsync(scope, Header + $"V-1;K-1;Erika;{Malo};Town;fixed;smart;;3500;2024-01-01;\n");
        var (book, desk) = (registry.Get<ContractBook>(), scope.ServiceProvider.GetRequiredService<ContractDesk>());
        // the second 02:30 of the day: +01:00
        var at = WishReader.Quarter("2024-10-27T02:30+01:00")!.Value;

        var faults = await desk.FollowAsync((await book.FindAsync("V-1", default))!, at, w => w with { Number = "V-2", Customer = "K-2", Name = "Max" }, default);

        Assert.Empty(faults);
        var (before, after) = ((await book.FindAsync("V-1", default))!, (await book.FindAsync("V-2", default))!);
        var first = GermanTime.Day(new(2024, 10, 27)).First;
        Assert.Equal((first + 14, first + 14, before.AssetId), (before.End, after.First, after.AssetId)); // 10 quarter-hours to 02:30, four more to the second
        Assert.Equal(first + 10, WishReader.Quarter("2024-10-27T02:30"));
        Assert.Equal(["V-1", "V-2"], (await book.OverlappingAsync(GermanTime.Day(new(2024, 10, 27)), default)).Select(c => c.Number));
        Assert.Equal(["V-1"], (await book.OverlappingAsync(new(first, 14), default)).Select(c => c.Number));
        var agreement = registry.Get<AgreementCatalog>().Find(before.AgreementId)!;
        Assert.Equal((AgreementState.Active, Quarters.Start(at)), (agreement.State, agreement.ValidTo));
    }

    [Fact]
    public async Task A_change_of_tariff_that_is_not_possible_leaves_all_as_it_was()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        await using var scope = registry.Services.CreateAsyncScope();
        await KeepAsync(scope, Header + $"V-1;K-1;Erika;{Malo};Town;fixed;smart;;3500;2024-01-01;\n");
        var (book, desk) = (registry.Get<ContractBook>(), scope.ServiceProvider.GetRequiredService<ContractDesk>());

        var faults = await desk.FollowAsync((await book.FindAsync("V-1", default))!, WishReader.Quarter("2024-07-01")!.Value, w => w with { Number = "V-1-2", Tariff = "none" }, default);

        Assert.Contains("There is no tariff \"none\".", Assert.Single(faults), StringComparison.Ordinal);
        Assert.Null((await book.FindAsync("V-1", default))!.End);
        Assert.Empty(await desk.FollowAsync((await book.FindAsync("V-1", default))!, WishReader.Quarter("2024-07-01")!.Value, w => w with { Number = "V-1-2", Tariff = "fixed" }, default));
        Assert.Equal("V-1", (await book.FindAsync("V-1-2", default))!.Follows);
    }

    [Fact]
    public async Task Names_and_addresses_have_an_end()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        await using var scope = registry.Services.CreateAsyncScope();

        var draft = await scope.ServiceProvider.GetRequiredService<ContractCheck>().CheckAsync(
            [(1, new() { Number = "V-1", Customer = "K-1", Malo = Malo, Tariff = "fixed", AnnualKwh = "3500", From = "2024-01-01", Name = new('A', 121), Street = new('b', 10_000), Postcode = "12345678901", City = new('c', 120) })], default);

        Assert.Equal(["name", "postcode", "street"], draft.Faults.Select(f => f.Field).Order());
        Assert.Contains("120", draft.Faults.Single(f => f.Field == "name").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_is_erased_after_the_retention_only()
    {
        await using var registry = await OpenAsync(Engine.Sqlite); // it is 1 January 2026
        await using var scope = registry.Services.CreateAsyncScope();
        foreach (var (number, name, end) in ((int, string, DateOnly?)[])[(1, "Erika", new(2015, 12, 31)), (2, "Max", new(2016, 2, 1)), (3, "Eva", null)])
        {
            await registry.Get<CustomerBook>().PutAsync([new() { Number = $"K-{number}", Name = name }], default);
            await BareContracts.AddAsync(registry.Services, new(
                0, $"V-{number}", $"K-{number}", Other(number), 0, "fixed", Desk.Place, null, 3_500_000, GermanTime.Day(new(2010, 1, 1)).First, end is { } day ? GermanTime.Day(day).First : null, null, 0));
        }

        var (desk, book) = (scope.ServiceProvider.GetRequiredService<CustomerDesk>(), registry.Get<CustomerBook>());

        Assert.Equal((true, false, false), (await desk.EraseAsync("K-1", default), await desk.EraseAsync("K-2", default), await desk.EraseAsync("K-3", default)));
        Assert.Equal(("", "Max", "Eva"), ((await book.FindAsync("K-1", default))!.Name, (await book.FindAsync("K-2", default))!.Name, (await book.FindAsync("K-3", default))!.Name));
        Assert.Equal(0, (await scope.ServiceProvider.GetRequiredService<ContractQuery>().ListAsync(new("erika"), default)).Count);
        Assert.Equal(1, (await scope.ServiceProvider.GetRequiredService<ContractQuery>().ListAsync(new("max"), default)).Count);
    }

    static async Task<Registries> OpenAsync(Engine engine)
    {
        var registry = await Desk.OpenAsync(engine, services => services.AddSingleton<PortalBook>().AddMeters());
        await registry.Get<TariffBook>().PutAsync("fixed", Desk.Of(new FlatDefinition(13.9m)), false, "", null, default);
        return registry;
    }

    static Task<ContractDraft> ReadAsync(AsyncServiceScope scope, string csv) => scope.ServiceProvider.GetRequiredService<ContractFile>().ReadAsync(Encoding.UTF8.GetBytes(csv), default);

    static async Task KeepAsync(AsyncServiceScope scope, string csv)
    {
        var draft = await ReadAsync(scope, csv);
        Assert.Empty(draft.Faults);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<ContractDesk>().KeepAsync(draft, default));
    }

    static string Other(int number) => MarketIds.DeliveryPoint(5_000_000_000 + number);
}
