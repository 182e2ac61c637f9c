using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk;

/// <summary>What the desk of the demo needs beside its town: some who left and one who will, contacts, and the figures once the meters are there.</summary>
sealed class DemoDesk(IServiceScopeFactory scopes, ContractBook contracts, ContactBook contacts, PortfolioMaker portfolio, TimeProvider clock)
{
    const int Fewest = 50; // a smaller town loses nobody

    /// <summary>Makes what is not there yet.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        await EndAsync(today, stop);
        await ContactsAsync(today, stop);
        await portfolio.MakeAsync(true, stop);
    }

    async Task EndAsync(DateOnly today, CancellationToken stop)
    {
        var all = await contracts.OverlappingAsync(GermanTime.Between(today.AddYears(-1), today), stop);
        if (all.Count < Fewest || all.Any(c => c.End is not null))
            return;
        await using var scope = scopes.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<ContractDesk>();
        // one of forty a year, spread over the months; the last of them is still to end
        var leaving = all.Where((_, i) => i % 40 == 7).ToList();
        foreach (var (at, contract) in leaving.Index())
        {
            var day = at == leaving.Count - 1 ? today.AddDays(17) : today.AddDays(-20 - (at * 310 / leaving.Count));
            if (GermanTime.Day(day).First > contract.First)
                await desk.EndAsync(contract, GermanTime.Day(day).First, stop);
        }
    }

    async Task ContactsAsync(DateOnly today, CancellationToken stop)
    {
        string[] customers = ["K-20003", "K-20011", "K-20024"];
        if ((await contacts.OpenAsync(stop)).Count > 0 || await contracts.OfCustomerAsync(customers[^1], stop) is [])
            return;
        var isGerman = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
        string In(string english, string german) => isGerman ? german : english;
        var at = Quarters.Start(GermanTime.Day(today.AddDays(-2)).First + 40);
        await contacts.AddAsync(customers[0], new(at, "phone", false, In("Asks why the instalment rose. Promised to call back with the comparison of the years.", "Fragt, warum der Abschlag gestiegen ist. Rückruf mit dem Jahresvergleich zugesagt."), today, false), stop);
        await contacts.AddAsync(customers[1], new(at.AddHours(1), "mail", false, In("Wants to know whether a heat pump fits the green tariff.", "Möchte wissen, ob eine Wärmepumpe zum Grüntarif passt."), today.AddDays(2), false), stop);
        await contacts.AddAsync(customers[2], new(at.AddHours(3), "visit", true, In("Meter cupboard seen together; the new meter comes in spring.", "Zählerschrank gemeinsam angesehen; der neue Zähler kommt im Frühjahr."), null, false), stop);
    }
}
