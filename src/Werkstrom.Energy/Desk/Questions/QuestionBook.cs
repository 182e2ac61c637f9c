using System.Globalization;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Portal.Own;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Records;

namespace Werkstrom.Energy.Desk.Questions;

/// <summary>A question of a customer.</summary>
/// <param name="Id">Number of its record.</param>
/// <param name="Revision">Which revision was read: who answers a question that somebody else answered meanwhile is told so.</param>
/// <param name="Customer">Number of the customer.</param>
/// <param name="At">When it was asked.</param>
/// <param name="Kind">What it is about: question, bill, move-out or data.</param>
/// <param name="Text">What is asked.</param>
/// <param name="State">One of <see cref="QuestionBook.States"/>.</param>
/// <param name="Answer">The answer; empty: none yet.</param>
/// <param name="Assignee">Who works on it; empty: nobody.</param>
/// <param name="Bill">Number of the bill that it is about; empty: none.</param>
/// <param name="Author">Who wrote this revision.</param>
/// <param name="WrittenAt">When.</param>
sealed record Question(
    long Id, int Revision, string Customer, DateTimeOffset At, string Kind, string Text, string State, string Answer, string Assignee, string Bill, string Author, DateTimeOffset WrittenAt);

/// <summary>Questions of customers as cases: records that customers write on their pages, and the desk answers.</summary>
sealed class QuestionBook(RecordStore store, RecordQueries records, ContactNotes notes, BillBook bills, CustomerBook customers, Accounts people, Actor actor, TimeProvider clock)
{
    const string Type = CustomerQuestion.TypeName;

    /// <summary>How a question stands.</summary>
    public static readonly string[] States = ["open", "answered", "closed"];

    /// <summary>Longest answer.</summary>
    public const int MostAnswer = RecordField.MaxText;

    /// <summary>Questions, newest first.</summary>
    /// <param name="state">Only those; null: all.</param>
    /// <param name="customer">Only those of this customer; null: of all.</param>
    public async Task<IReadOnlyList<Question>> ListAsync(string? state, string? customer, CancellationToken stop)
    {
        Dictionary<string, string> fields = [];
        if (state is not null)
            fields["state"] = state;
        if (customer is not null)
            fields["customer"] = customer;
        // the filter takes numbers that are equal for the same
        return [.. (await ReadAsync(await records.ListAsync(new(Type, Fields: fields, Limit: 500), stop), stop)).Where(q => customer is null || q.Customer == customer)];
    }

    /// <summary>How many wait for an answer.</summary>
    public async Task<int> OpenAsync(CancellationToken stop) => (int)await records.CountAsync(new(Type, Fields: new Dictionary<string, string> { ["state"] = "open" }), stop);

    /// <summary>One with all its revisions, newest first; empty when there is none.</summary>
    public async Task<IReadOnlyList<Question>> HistoryAsync(long id, CancellationToken stop) => await ReadAsync([.. (await records.HistoryAsync(id, stop)).Where(r => r.Type == Type)], stop);

    /// <summary>Changes a question.</summary>
    /// <returns>What is wrong, keys of the texts by field, no field where it is the question itself; empty when it was done.</returns>
    public async Task<IReadOnlyDictionary<string, string>> ChangeAsync(long id, int revision, IReadOnlyDictionary<string, string> changes, CancellationToken stop)
    {
        if (await records.FindAsync(id, stop) is not { Type: Type } row)
            return new Dictionary<string, string> { [""] = "question.gone" };
        var faults = await FaultsAsync(row, changes, stop);
        if (faults.Count > 0)
            return faults;
        var values = row.Values.ToDictionary(v => v.Key, v => (object?)v.Value);
        foreach (var (field, value) in changes.Where(c => c.Key != "answer"))
            values[field] = value.Length == 0 ? null : value;
        var words = (await QuestionWords.OfAsync([row], notes, stop))[0];
        words = words with { Answer = changes.GetValueOrDefault("answer", words.Answer) };
        (values["text"], values["answer"]) = (QuestionWords.Apart, null);
        if (changes.ContainsKey("answer"))
            values["answered_at"] = clock.GetUtcNow();
        var written = await store.CorrectAsync(id, revision, new(Type, row.AssetId, row.At, row.Until, values, row.Origin), actor.Name, stop);
        if (written is not { IsGood: true })
            return new Dictionary<string, string> { [""] = written?.IsLate == true ? "question.late" : "question.gone" };
        await words.KeepAsync(written.Rows[0], Text(row, "customer"), notes, stop);
        return faults;
    }

    /// <summary>Who may work on a question: people of the house who may see the desk, by name.</summary>
    public async Task<IReadOnlyList<string>> HelpersAsync(CancellationToken stop) =>
        [.. (await people.ListAsync(stop)).Where(p => p is { State: not PersonState.Inactive, Role: Role.Admin or Role.Engineer or Role.Operator }).Select(p => p.Name).Distinct().Order(StringComparer.CurrentCulture)];

    async Task<Dictionary<string, string>> FaultsAsync(RecordRow row, IReadOnlyDictionary<string, string> changes, CancellationToken stop)
    {
        Dictionary<string, string> faults = [];
        if (changes.GetValueOrDefault("answer") is { } answer && answer.Length > MostAnswer)
            faults["answer"] = "question.long";
        // the words of who was erased are kept nowhere
        if (changes.ContainsKey("answer") && await customers.FindAsync(Text(row, "customer"), stop) is { ErasedAt: not null })
            faults["answer"] = "question.erased";
        // what stands there already stays: a bill or a person may have gone meanwhile
        if (changes.GetValueOrDefault("bill") is { Length: > 0 } bill && bill != Text(row, "bill") && (await bills.FindAsync(bill, stop))?.Customer != Text(row, "customer"))
            faults["bill"] = "question.bill.fault";
        if (changes.GetValueOrDefault("assignee") is { Length: > 0 } assignee && assignee != Text(row, "assignee") && !(await HelpersAsync(stop)).Contains(assignee))
            faults["assignee"] = "question.assignee.fault";
        return faults;
    }

    async Task<IReadOnlyList<Question>> ReadAsync(IReadOnlyList<RecordRow> rows, CancellationToken stop) => [.. rows.Zip(await QuestionWords.OfAsync(rows, notes, stop), (row, words) => new Question(
        row.Id, row.Revision, Text(row, "customer"), row.At, Text(row, "kind"), words.Asked, Text(row, "state"), words.Answer, Text(row, "assignee"), Text(row, "bill"), row.Author, row.RecordedAt))];

    static string Text(RecordRow row, string field) => Convert.ToString(row.Values.GetValueOrDefault(field), CultureInfo.InvariantCulture) ?? "";
}
