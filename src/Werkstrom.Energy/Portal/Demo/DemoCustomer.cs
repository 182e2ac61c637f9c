using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Energy.Portal.Own;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Demo;

/// <summary>A customer of the demo's town with an account, a bill and a question: by the same ways that people use.</summary>
sealed class DemoCustomer(
    IServiceScopeFactory scopes, PortalBook book, Accounts people, ConsentBook consents, QuestionBook questions, IOptions<PortalOptions> options, TimeProvider clock)
{
    /// <summary>What the customer signs in with.</summary>
    public const string Mail = "kunde@stadtwerk.example";

    /// <summary>Number of the customer: green tariff, meter by the quarter-hour.</summary>
    public const string Number = "K-20017";

    const string Contract = "V-10017";

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Makes the account; nothing where its password would not be known, or when it is there.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        if (options.Value.DemoPassword is not { Length: > 0 } password || await people.FindAsync(Mail, stop) is not null)
            return;
        var (_, person) = await people.AddAsync(new(Number, Mail, Role.Customer, null, password, MustChangePassword: false), stop);
        if (person is null)
            return;
        await book.AttachAsync(person.Id, Number, stop);
        await consents.GiveAsync(Number, person.Id, ConsentKind.Detail, "", null, stop);
        await questions.AskAsync(Number, Contract, "question", "Ich bekomme im Frühjahr eine Wärmepumpe. Lohnt sich der Grünstromtarif dann noch?", null, stop);
    }

    /// <summary>Bills January of a year and releases it as a second person, so that customers have a bill to look at; the rest of the year waits for a person of the house.</summary>
    public async Task BillAsync(int year, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (desk, bills) = (scope.ServiceProvider.GetRequiredService<BillDesk>(), scope.ServiceProvider.GetRequiredService<BillBook>());
        if ((await bills.RunsAsync(1, stop)).Count > 0)
            return;
        var (run, _) = await desk.StartAsync(GermanTime.Month(year, 1), BillKind.Bill, stop);
        await UntilAsync(bills, run.Id, RunState.Ready, stop);
        using (Actor.As("demo-second"))
            await desk.ReleaseAsync(run.Id, stop);
        await UntilAsync(bills, run.Id, RunState.Released, stop);
    }

    async Task UntilAsync(BillBook bills, long run, RunState state, CancellationToken stop)
    {
        for (var end = clock.GetUtcNow() + Longest; clock.GetUtcNow() < end && await bills.RunAsync(run, stop) is { Fault: null } now && now.State != state;)
            await Task.Delay(Look, clock, stop);
    }
}
