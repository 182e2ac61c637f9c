using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Records;

namespace Werkstrom.Energy.Portal.Own;

/// <summary>What a customer asked, as a record: whoever answers corrects the record, and the customer sees the answer.</summary>
/// <param name="Row">The record as it holds now.</param>
/// <param name="Words">What was asked and answered.</param>
sealed record CustomerQuestion(RecordRow Row, QuestionWords Words)
{
    /// <summary>Name of the record type.</summary>
    public const string TypeName = "customer-question";

    /// <summary>The record type. Its time is when the question was asked.</summary>
    public static RecordType Type { get; } = new(TypeName, "Question of a customer",
    [
        new("customer", "Customer number", FieldType.Text, IsRequired: true),
        new("contract", "Contract", FieldType.Text),
        new("kind", "Kind", FieldType.Choice, IsRequired: true, Choices: ["question", "bill", "move-out", "data"]),
        new("text", "Text, kept apart", FieldType.Text, IsRequired: true),
        new("state", "State", FieldType.Choice, IsRequired: true, Choices: ["open", "answered", "closed"]),
        new("move_at", "Last day of supply", FieldType.Instant),
        new("assignee", "Assigned to", FieldType.Text),
        new("bill", "Bill", FieldType.Text),
        new("answer", "Answer, kept apart", FieldType.Text),
        new("answered_at", "Answered", FieldType.Instant),
    ]);

    /// <summary>Number of the customer.</summary>
    public string Customer => Text("customer");

    /// <summary>What it is about: question, bill, move-out or data.</summary>
    public string Kind => Text("kind");

    /// <summary>What was asked.</summary>
    public string Asked => Words.Asked;

    /// <summary>open, answered or closed.</summary>
    public string State => Text("state");

    /// <summary>The answer; empty: there is none yet.</summary>
    public string Answer => Words.Answer;

    string Text(string field) => Row.Values.TryGetValue(field, out var value) ? value as string ?? "" : "";
}

/// <summary>
/// What a customer asked and what was answered. A record is read by more people than the desk and keeps its history for ever: the words stand in the personal table
/// of contacts, by revision, and go when the customer is erased.
/// </summary>
/// <param name="Asked">What was asked; empty once erased.</param>
/// <param name="Answer">The answer; empty: there is none yet, or it was erased.</param>
sealed record QuestionWords(string Asked, string Answer)
{
    /// <summary>What stands in the record instead.</summary>
    public const string Apart = "–";

    /// <summary>Those of records, in their order.</summary>
    public static async Task<IReadOnlyList<QuestionWords>> OfAsync(IReadOnlyList<RecordRow> rows, ContactNotes notes, CancellationToken stop)
    {
        var known = await notes.OfAsync([.. rows.Select(r => r.Id).Distinct()], stop);
        return [.. rows.Select(r => known.TryGetValue((r.Id, r.Revision), out var words) ? BillContent.Read<QuestionWords>(words) : new(InRecord(r, "text"), InRecord(r, "answer")))];
    }

    /// <summary>Keeps them for a revision.</summary>
    public Task KeepAsync(RecordRow row, string customer, ContactNotes notes, CancellationToken stop) =>
        notes.AddAsync(new() { RecordId = row.Id, Revision = row.Revision, Customer = customer, Words = BillContent.Write(this) }, stop);

    // questions of before stand in the record; nothing of those that were erased does
    static string InRecord(RecordRow row, string field) => row.Values.GetValueOrDefault(field) is string text && text != Apart ? text : "";
}

/// <summary>Keeps questions of customers.</summary>
sealed class QuestionBook(RecordStore store, RecordQueries queries, RecordTypes types, ContactNotes notes, TimeProvider clock)
{
    /// <summary>The longest question, characters.</summary>
    public const int Longest = 2_000;

    /// <summary>The most open questions of a customer.</summary>
    public const int MostOpen = 10;

    const int Most = 100;

    /// <summary>Those of a customer, the newest first.</summary>
    public async Task<IReadOnlyList<CustomerQuestion>> OfAsync(string customer, CancellationToken stop)
    {
        if (!types.TryGet(CustomerQuestion.TypeName, out _))
            return [];
        var rows = await queries.ListAsync(new() { Type = CustomerQuestion.TypeName, Fields = new Dictionary<string, string> { ["customer"] = customer }, Limit = Most }, stop);
        // the filter takes numbers that are equal for the same; who asks must be the same to the letter
        return [.. rows.Zip(await QuestionWords.OfAsync(rows, notes, stop), (r, w) => new CustomerQuestion(r, w)).Where(q => q.Customer == customer)];
    }

    /// <summary>Keeps a question.</summary>
    /// <returns>Key of the texts when it is refused; null: it is kept.</returns>
    public async Task<string?> AskAsync(string customer, string? contract, string kind, string text, DateTimeOffset? moveAt, CancellationToken stop)
    {
        if (text.Trim().Length is 0 or > Longest)
            return "ask.text";
        if ((await OfAsync(customer, stop)).Count(q => q.State == "open") >= MostOpen)
            return "ask.many";
        if (!types.TryGet(CustomerQuestion.TypeName, out _))
            await types.CreateAsync(CustomerQuestion.Type, stop);
        Dictionary<string, object?> values = new()
        {
            ["customer"] = customer,
            ["contract"] = contract,
            ["kind"] = kind,
            ["text"] = QuestionWords.Apart,
            ["state"] = "open",
            ["move_at"] = moveAt,
        };
        var written = await store.AppendAsync([new(CustomerQuestion.TypeName, null, clock.GetUtcNow(), null, values, "portal")], customer, stop);
        if (!written.IsGood)
            return "ask.text";
        await new QuestionWords(text.Trim(), "").KeepAsync(written.Rows[0], customer, notes, stop);
        return null;
    }
}
