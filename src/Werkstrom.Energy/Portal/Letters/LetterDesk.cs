using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Letters;

/// <summary>A letter as it is printed: the code is shown this once.</summary>
/// <param name="Customer">To whom.</param>
/// <param name="Code">What makes its reader the customer.</param>
/// <param name="Until">When the code ends.</param>
sealed record MadeLetter(Customer Customer, string Code, DateTimeOffset Until);

/// <summary>What became of a code.</summary>
/// <param name="Fault">Key of the texts; null: it was right.</param>
/// <param name="Person">Who signs in now.</param>
/// <param name="Wait">How long to wait after too many wrong ones.</param>
sealed record Redeemed(string? Fault, Person? Person, TimeSpan Wait = default);

/// <summary>Makes letters and takes their codes.</summary>
sealed class LetterDesk(
    IDbContextFactory<EnergyDb> dbs, ContractBook contracts, CustomerBook customers, PortalBook book, Accounts people, Links links, [FromKeyedServices(LetterDesk.Limit)] AddressLimit limit,
    IAudit audit, IOptions<PortalOptions> options, TimeProvider clock)
{
    /// <summary>Name of the count of wrong codes.</summary>
    public const string Limit = "portal-letter";

    /// <summary>The most letters at once.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>Customers with a contract that holds who have no access yet, as many as letters can be made at once.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(CancellationToken stop)
    {
        var customers = (await contracts.OverlappingAsync(new(Quarters.Of(clock.GetUtcNow()), 1), stop)).Select(c => c.Customer).Distinct().ToList();
        var known = await book.WithAccountAsync(customers, stop);
        return [.. customers.Where(c => !known.Contains(c)).Order(StringComparer.Ordinal).Take(MostAtOnce)];
    }

    /// <summary>Which numbers nobody has who could get a letter: unknown ones, and those whose name was erased.</summary>
    public async Task<IReadOnlyList<string>> LostAsync(IEnumerable<string> numbers, CancellationToken stop)
    {
        List<string> lost = [];
        foreach (var number in numbers.Distinct())
        {
            if (await customers.FindAsync(number, stop) is not { ErasedAt: null })
                lost.Add(number);
        }

        return lost;
    }

    /// <summary>Makes a letter for each of some customers; open ones of theirs end. Those of <see cref="LostAsync"/> get none.</summary>
    public async Task<IReadOnlyList<MadeLetter>> MakeAsync(IReadOnlyCollection<string> numbers, CancellationToken stop)
    {
        List<MadeLetter> made = [];
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(stop);
        foreach (var number in numbers.Distinct().Take(MostAtOnce))
        {
            if (await customers.FindAsync(number, stop) is not { ErasedAt: null } customer)
                continue;
            foreach (var open in await db.Set<PortalLetter>().Where(l => l.Customer == number && l.UsedAt == null).ToListAsync(stop))
                open.UsedAt = now;
            MadeLetter letter = new(customer, LetterCode.New(), now.AddDays(options.Value.LetterDays));
            db.Add(new PortalLetter { Hash = LetterCode.Hash(letter.Code)!, Customer = number, CreatedAt = now, ExpiresAt = letter.Until });
            made.Add(letter);
        }

        await db.SaveChangesAsync(stop);
        return made;
    }

    /// <summary>Makes the reader of a letter its customer: with an account of their own, or one they have already.</summary>
    /// <param name="code">As it was typed.</param>
    /// <param name="signedIn">Who is signed in; null: nobody, then mail and password make an account, or set another password of the one that is this customer already.</param>
    /// <param name="mail">What they want to sign in with.</param>
    /// <param name="password">Likewise.</param>
    /// <param name="language"><c>de</c> or <c>en</c>.</param>
    /// <param name="address">Where the code comes from.</param>
    public async Task<Redeemed> RedeemAsync(string code, int? signedIn, string mail, string password, string language, IPAddress? address, CancellationToken stop)
    {
        if (limit.IsSpent(address, out var wait))
            return new("start.wait", null, wait);
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (LetterCode.Hash(code) is not { } hash || await db.Set<PortalLetter>().FirstOrDefaultAsync(l => l.Hash == hash && l.UsedAt == null && l.ExpiresAt > now, stop) is not { } letter)
        {
            limit.TryTake(address, out _);
            await audit.NoteAsync("portal.code-refused", "address", address?.ToString() ?? "", null, stop);
            return new("start.code", null);
        }

        var (fault, person) = signedIn is { } id ? (null, await people.FindAsync(id, stop)) : await AccountAsync(letter.Customer, mail, password, language, stop);
        if (person is null)
            return new(fault, null);
        if (await db.Set<PortalLetter>().Where(l => l.Hash == hash && l.UsedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), stop) != 1)
            return new("start.code", null); // somebody was faster with the same code
        await book.AttachAsync(person.Id, letter.Customer, stop);
        using (Actor.As("portal"))
            await audit.NoteAsync("portal.code-redeemed", "energy_customer", letter.Customer, new { person = person.Id }, stop);
        return new(null, person);
    }

    // the name of the account is the customer's number: the name itself stands in one table only
    async Task<(string? Fault, Person? Person)> AccountAsync(string customer, string mail, string password, string language, CancellationToken stop)
    {
        if (!System.Net.Mail.MailAddress.TryCreate(mail, out _) || mail.Length > Person.MaxLength || mail.Any(char.IsControl))
            return ("start.mail", null);
        if (!Accounts.IsGood(password, mail))
            return ("start.password", null);
        if (await people.FindAsync(mail, stop) is not { } known)
        {
            var (outcome, made) = await people.AddAsync(new(customer, mail, Role.Customer, language, password, MustChangePassword: false), stop);
            return outcome == AccountOutcome.Ok ? (null, made) : (outcome == AccountOutcome.MailTaken ? "start.taken" : "start.password", null);
        }

        // the letter proves who it is: another password for the account that is this customer already, and for no other
        if (known is not { Role: Role.Customer, State: not PersonState.Inactive } || !(await book.CustomersAsync(known.Id, stop)).Contains(customer))
            return ("start.taken", null);
        var isSet = await links.MakeAsync(known.Id, stop) is { } key && await links.RedeemAsync(key, password, stop) == AccountOutcome.Ok;
        return isSet ? (null, await people.FindAsync(known.Id, stop)) : ("start.password", null);
    }
}
