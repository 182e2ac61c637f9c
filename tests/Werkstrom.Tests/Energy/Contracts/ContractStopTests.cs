using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Tests.Energy.Tariffs;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Contracts;

/// <summary>The program stops at each write of a contract in turn, before it and after it, and starts again: all is as before, or all is done.</summary>
public sealed class ContractStopTests : IDisposable
{
    const string Malo = "41373559241"; // of BDEW's description of the check digit
    const string Contracts = "number;customer;name;malo;place;tariff;metering;profile;annual_kwh;from;until\nV-1;K-1;Erika;" + Malo + ";Town;fixed;smart;;3500;2024-01-01;\n";

    readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public ContractStopTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Theory, OnSqlite, OnPostgres]
    public async Task New_contracts_are_kept_whole_or_not_at_all(Engine engine)
    {
        Stopper stopper = new();
        await using var registry = await OpenAsync(engine, stopper);

        var stops = await EachStopAsync(registry, stopper, KeepAsync, "", "");

        Assert.Equal(6, stops); // agreements, customers, contracts: before and after each
        Assert.Equal("V-1/fixed/Erika", await SayAsync(registry));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_contract_has_its_follower_or_goes_on_as_before(Engine engine)
    {
        Stopper stopper = new();
        await using var registry = await OpenAsync(engine, stopper);
        await KeepAsync(registry);

        var stops = await EachStopAsync(registry, stopper, async r =>
        {
            await using var scope = r.Services.CreateAsyncScope();
            var contract = (await r.Get<ContractBook>().FindAsync("V-1", default))!;
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<ContractDesk>().FollowAsync(
                contract, WishReader.Quarter("2024-07-01")!.Value, w => w with { Number = "V-2", Customer = "K-2", Name = "Max" }, default));
        }, "V-1/fixed/Erika", "V-1");

        Assert.Equal(8, stops); // agreements, customer, end, contract
        Assert.Equal("V-1/fixed/Erika until 2024-07-01 00:00, V-2/fixed/Max", await SayAsync(registry));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_end_and_the_agreement_that_says_so_are_kept_together(Engine engine)
    {
        Stopper stopper = new();
        await using var registry = await OpenAsync(engine, stopper);
        await KeepAsync(registry);

        var stops = await EachStopAsync(registry, stopper, async r =>
        {
            await using var scope = r.Services.CreateAsyncScope();
            var contract = (await r.Get<ContractBook>().FindAsync("V-1", default))!;
            Assert.Null(await scope.ServiceProvider.GetRequiredService<ContractDesk>().EndAsync(contract, WishReader.Quarter("2024-07-01"), default));
        }, "V-1/fixed/Erika", "V-1");

        Assert.Equal(4, stops); // agreements, end
        Assert.Equal("V-1/fixed/Erika until 2024-07-01 00:00", await SayAsync(registry));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_two_who_end_a_contract_at_once_one_does(Engine engine)
    {
        await using var registry = await OpenAsync(engine, new());
        await KeepAsync(registry);
        await using var scope = registry.Services.CreateAsyncScope();
        var (desk, read) = (scope.ServiceProvider.GetRequiredService<ContractDesk>(), (await registry.Get<ContractBook>().FindAsync("V-1", default))!);

        Assert.Null(await desk.EndAsync(read, WishReader.Quarter("2024-07-01"), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.EndAsync(read, WishReader.Quarter("2024-08-01"), default));

        Assert.Equal("V-1/fixed/Erika until 2024-07-01 00:00", await SayAsync(registry));
    }

    // does it with a stop at the first write, the second …, until none is left; each time all is as it was, in memory and after a new start
    static async Task<int> EachStopAsync(Registries registry, Stopper stopper, Func<Registries, Task> act, string contracts, string agreements)
    {
        for (var at = 1; at <= 20; at++)
        {
            stopper.Arm(at);
            try
            {
                await act(registry);
                return at - 1;
            }
            catch (StoppedException)
            {
                stopper.Arm(0);
                Assert.Equal((contracts, agreements), (await SayAsync(registry), Agreements(registry)));
                await registry.RestartAsync();
                Assert.Equal((contracts, agreements), (await SayAsync(registry), Agreements(registry)));
            }
        }

        throw new InvalidOperationException("It never came to its end.");
    }

    // each contract with its end and customer; its agreement is active, and no other of this purpose is
    static async Task<string> SayAsync(Registries registry)
    {
        List<string> said = [];
        var contracts = await registry.Get<ContractBook>().OfMalosAsync([Malo], default);
        foreach (var contract in contracts)
        {
            var name = (await registry.Get<CustomerBook>().FindAsync(contract.Customer, default))?.Name;
            said.Add($"{contract.Number}/{contract.Tariff}/{name}{(contract.End is { } end ? " until " + ContractCheck.Say(end) : "")}");
        }

        Assert.Equal(contracts.Select(c => c.AgreementId).Order(), Active(registry).Select(a => a.Id).Order());
        Assert.Equal(contracts.Count == 0, await registry.Get<CustomerBook>().FindAsync("K-1", default) is null);
        Assert.Equal(contracts.Count < 2, await registry.Get<CustomerBook>().FindAsync("K-2", default) is null);
        return string.Join(", ", said);
    }

    static string Agreements(Registries registry) => string.Join(", ", Active(registry).Select(a => a.Title["Supply ".Length..]));

    static IEnumerable<Agreement> Active(Registries registry) =>
        registry.Get<AgreementCatalog>().All.Where(a => a is { Purpose: "supply", State: AgreementState.Active });

    static async Task<Registries> OpenAsync(Engine engine, Stopper stopper)
    {
        var registry = await Desk.OpenAsync(engine, services => services.AddSingleton<ISaveChangesInterceptor>(stopper));
        await registry.Get<TariffBook>().PutAsync("fixed", Desk.Of(new FlatDefinition(13.9m)), false, "", null, default);
        return registry;
    }

    static async Task KeepAsync(Registries registry)
    {
        await using var scope = registry.Services.CreateAsyncScope();
        var draft = await scope.ServiceProvider.GetRequiredService<ContractFile>().ReadAsync(Encoding.UTF8.GetBytes(Contracts), default);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<ContractDesk>().KeepAsync(draft, default));
    }

    sealed class StoppedException : Exception;

    /// <summary>Stops the program at a write: odd numbers before it, even numbers after it.</summary>
    sealed class Stopper : SaveChangesInterceptor
    {
        int _left;

        public void Arm(int at) => _left = at;

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Count();
            return ValueTask.FromResult(result);
        }

        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Count();
            return ValueTask.FromResult(result);
        }

        void Count()
        {
            if (_left > 0 && --_left == 0)
                throw new StoppedException();
        }
    }
}
