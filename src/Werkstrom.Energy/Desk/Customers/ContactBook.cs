using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Records;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk.Customers;

/// <summary>A contact with a customer, or a former revision of it.</summary>
/// <param name="Id">Number of its record.</param>
/// <param name="Revision">1, one more with every correction.</param>
/// <param name="Customer">Number of the customer.</param>
/// <param name="At">When it was.</param>
/// <param name="Way">phone, mail, visit, letter.</param>
/// <param name="IsFromUs">Whether the house began it.</param>
/// <param name="Words">What was said; null once erased.</param>
/// <param name="Due">Until when something is to be done about it; null: nothing.</param>
/// <param name="IsDone">Whether that was done.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="IsWithdrawn">Whether it was taken back.</param>
sealed record Contact(
    long Id, int Revision, string Customer, DateTimeOffset At, string Way, bool IsFromUs, string? Words, DateOnly? Due, bool IsDone, string Author, DateTimeOffset WrittenAt, bool IsWithdrawn);

/// <summary>A contact as somebody writes it.</summary>
/// <param name="At">When it was.</param>
/// <param name="Way">One of <see cref="ContactBook.Ways"/>.</param>
/// <param name="IsFromUs">Whether the house began it.</param>
/// <param name="Words">What was said, 2,000 characters at most.</param>
/// <param name="Due">Until when something is to be done about it.</param>
/// <param name="IsDone">Whether that was done.</param>
sealed record ContactWish(DateTimeOffset At, string Way, bool IsFromUs, string Words, DateOnly? Due, bool IsDone);

/// <summary>Contacts with customers: records with the history of their corrections; the words of each revision in a personal table.</summary>
sealed class ContactBook(RecordStore store, RecordQueries records, ContactNotes notes, CustomerBook customers, Actor actor, TimeProvider clock)
{
    /// <summary>The type of the records.</summary>
    public const string Type = "customer-contact";

    /// <summary>Longest words.</summary>
    public const int MostWords = 2_000;

    /// <summary>Most years that a contact is back, and that a step is ahead.</summary>
    public const int MostYears = 10;

    // clocks of two machines differ
    static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>How somebody was spoken to.</summary>
    public static readonly string[] Ways = ["phone", "mail", "visit", "letter"];

    /// <summary>Those of a customer, newest first.</summary>
    public async Task<IReadOnlyList<Contact>> OfAsync(string customer, CancellationToken stop) =>
        // the filter takes numbers that are equal for the same
        [.. (await ReadAsync(await records.ListAsync(new(Type, Fields: new Dictionary<string, string> { ["customer"] = customer }, Limit: 200), stop), stop)).Where(c => c.Customer == customer)];

    /// <summary>Those of which something is to be done, the most urgent first.</summary>
    public async Task<IReadOnlyList<Contact>> OpenAsync(CancellationToken stop) =>
        [.. (await ReadAsync(await records.ListAsync(new(Type, Fields: new Dictionary<string, string> { ["step"] = "open" }), stop), stop)).OrderBy(c => c.Due)];

    /// <summary>How many are due by a day.</summary>
    public async Task<int> DueAsync(DateOnly day, CancellationToken stop) => (await OpenAsync(stop)).Count(c => c.Due <= day);

    /// <summary>One with all its revisions, newest first; empty when there is none.</summary>
    public async Task<IReadOnlyList<Contact>> HistoryAsync(long id, CancellationToken stop) =>
        await ReadAsync([.. (await records.HistoryAsync(id, stop)).Where(r => r.Type == Type)], stop);

    /// <summary>Keeps one.</summary>
    /// <returns>Its number, or what is wrong, keys of the texts by field.</returns>
    public async Task<(long Id, IReadOnlyDictionary<string, string> Faults)> AddAsync(string customer, ContactWish wish, CancellationToken stop)
    {
        var faults = await FaultsAsync(customer, wish, stop);
        if (faults.Count > 0)
            return (0, faults);
        var written = await store.AppendAsync([Record(customer, wish)], actor.Name, stop);
        if (!written.IsGood)
            throw new InvalidOperationException(string.Join(' ', written.Errors.SelectMany(e => e.Value)));
        await notes.AddAsync(new() { RecordId = written.Rows[0].Id, Revision = written.Rows[0].Revision, Customer = customer, Words = wish.Words.Trim() }, stop);
        return (written.Rows[0].Id, faults);
    }

    /// <summary>Corrects one: the former revision stays.</summary>
    /// <returns>What is wrong, keys of the texts by field; <c>late</c> when somebody else corrected it meanwhile.</returns>
    public async Task<IReadOnlyDictionary<string, string>> CorrectAsync(long id, int revision, ContactWish wish, CancellationToken stop)
    {
        if (await records.FindAsync(id, stop) is not { Type: Type } before)
            return new Dictionary<string, string> { ["id"] = "contact.gone" };
        var customer = Text(before, "customer");
        var faults = await FaultsAsync(customer, wish, stop);
        if (faults.Count > 0)
            return faults;
        var written = await store.CorrectAsync(id, revision, Record(customer, wish), actor.Name, stop);
        if (written is not { IsGood: true })
            return new Dictionary<string, string> { ["revision"] = "contact.late" };
        await notes.AddAsync(new() { RecordId = id, Revision = written.Rows[0].Revision, Customer = customer, Words = wish.Words.Trim() }, stop);
        return faults;
    }

    /// <summary>What is wrong with one, keys of the texts by field; empty: nothing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FaultsAsync(string customer, ContactWish wish, CancellationToken stop)
    {
        // the words of who was erased are kept nowhere
        if (await customers.FindAsync(customer, stop) is { ErasedAt: not null })
            return new Dictionary<string, string> { ["customer"] = "contact.customer.erased" };
        Dictionary<string, string> faults = [];
        var now = clock.GetUtcNow();
        if (wish.At > now + Slack || wish.At < now.AddYears(-MostYears))
            faults["at"] = "contact.at.range";
        if (wish.Due is { } due && (due < GermanTime.Date(Quarters.Of(wish.At)) || due > GermanTime.Date(Quarters.Of(now)).AddYears(MostYears)))
            faults["due"] = "contact.due.range";
        if (string.IsNullOrWhiteSpace(wish.Words))
            faults["words"] = "contact.words";
        else if (wish.Words.Length > MostWords)
            faults["words"] = "contact.long";
        if (!Ways.Contains(wish.Way))
            faults["way"] = "contact.way";
        return faults;
    }

    static NewRecord Record(string customer, ContactWish wish) => new(
        Type, null, wish.At, null,
        new Dictionary<string, object?>
        {
            ["customer"] = customer,
            ["way"] = wish.Way,
            ["from_us"] = wish.IsFromUs,
            ["due_at"] = wish.Due is { } due ? Quarters.Start(GermanTime.Day(due).First) : null,
            ["step"] = wish.Due is null ? "none" : wish.IsDone ? "done" : "open",
        },
        "energy");

    async Task<IReadOnlyList<Contact>> ReadAsync(IReadOnlyList<RecordRow> rows, CancellationToken stop)
    {
        var words = await notes.OfAsync([.. rows.Select(r => r.Id).Distinct()], stop);
        return [.. rows.Select(r => new Contact(
            r.Id, r.Revision, Text(r, "customer"), r.At, Text(r, "way"), r.Values.GetValueOrDefault("from_us") is true, words.GetValueOrDefault((r.Id, r.Revision)),
            r.Values.GetValueOrDefault("due_at") is DateTimeOffset due ? GermanTime.Date(Quarters.Of(due)) : null, Text(r, "step") == "done", r.Author, r.RecordedAt, r.IsWithdrawn))];
    }

    static string Text(RecordRow row, string field) => Convert.ToString(row.Values.GetValueOrDefault(field), CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Brings the type of the records along.</summary>
sealed class ContactType(RecordTypes types, IOptions<UiOptions> ui) : IStartStep
{
    /// <inheritdoc/>
    public int Order => 620;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken stop)
    {
        if (types.TryGet(ContactBook.Type, out _))
            return;
        string In(string english, string german) => ui.Value.Language == "de" ? german : english;
        await types.CreateAsync(
            new(ContactBook.Type, In("Contact with a customer", "Kontakt mit einem Kunden"),
            [
                new("customer", In("Number of the customer", "Kundennummer"), FieldType.Text, IsRequired: true),
                new("way", In("Way", "Weg"), FieldType.Choice, IsRequired: true, Choices: ContactBook.Ways),
                new("from_us", In("Begun by us", "Von uns aus"), FieldType.Boolean),
                new("due_at", In("Next step due", "Nächster Schritt bis"), FieldType.Instant),
                new("step", In("Next step", "Nächster Schritt"), FieldType.Choice, Choices: ["none", "open", "done"]),
            ])
            {
                IsBuiltIn = true,
            }, stop);
    }
}
