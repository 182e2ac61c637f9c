using System.Globalization;
using Werkstrom.Energy.Portal.Own;
using Werkstrom.Kernel.Auditing;
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
sealed class QuestionBook(RecordStore store, RecordQueries records, Actor actor, TimeProvider clock)
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
        return [.. (await records.ListAsync(new(Type, Fields: fields, Limit: 500), stop)).Select(Read).Where(q => customer is null || q.Customer == customer)];
    }

    /// <summary>How many wait for an answer.</summary>
    public async Task<int> OpenAsync(CancellationToken stop) => (int)await records.CountAsync(new(Type, Fields: new Dictionary<string, string> { ["state"] = "open" }), stop);

    /// <summary>One with all its revisions, newest first; empty when there is none.</summary>
    public async Task<IReadOnlyList<Question>> HistoryAsync(long id, CancellationToken stop) => [.. (await records.HistoryAsync(id, stop)).Where(r => r.Type == Type).Select(Read)];

    /// <summary>Changes a question.</summary>
    /// <returns>What is wrong, a key of the texts; null when it was done.</returns>
    public async Task<string?> ChangeAsync(long id, int revision, IReadOnlyDictionary<string, string> changes, CancellationToken stop)
    {
        if (await records.FindAsync(id, stop) is not { Type: Type } row)
            return "question.gone";
        if (changes.GetValueOrDefault("answer")?.Length > MostAnswer)
            return "question.long";
        var values = row.Values.ToDictionary(v => v.Key, v => (object?)v.Value);
        foreach (var (field, value) in changes)
            values[field] = value.Length == 0 ? null : value;
        if (changes.ContainsKey("answer"))
            values["answered_at"] = clock.GetUtcNow();
        var written = await store.CorrectAsync(id, revision, new(Type, row.AssetId, row.At, row.Until, values, row.Origin), actor.Name, stop);
        return written is { IsGood: true } ? null : written?.IsLate == true ? "question.late" : "question.gone";
    }

    static Question Read(RecordRow row) => new(
        row.Id, row.Revision, Text(row, "customer"), row.At, Text(row, "kind"), Text(row, "text"), Text(row, "state"), Text(row, "answer"), Text(row, "assignee"), Text(row, "bill"), row.Author, row.RecordedAt);

    static string Text(RecordRow row, string field) => Convert.ToString(row.Values.GetValueOrDefault(field), CultureInfo.InvariantCulture) ?? "";
}
