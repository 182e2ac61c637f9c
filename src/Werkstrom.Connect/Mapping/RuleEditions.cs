using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Connect.Mapping;

/// <summary>Rules as they were before each change, for the books of rules.</summary>
static class RuleEditions
{
    /// <summary>The book of line protocol.</summary>
    public const string Lines = "line";

    /// <summary>The book of MQTT topics.</summary>
    public const string Topics = "topic";

    /// <summary>How many earlier editions of a book are kept.</summary>
    const int Most = 100;

    /// <summary>Notes the rules before a change; saved with the change.</summary>
    public static async Task PushAsync(ConnectDb db, string book, string rules, string by, DateTimeOffset now, CancellationToken stop)
    {
        var next = 1 + (await db.RuleEditions.MaxAsync(edition => (long?)edition.Id, stop) ?? 0);
        db.Add(new RuleEdition { Id = next, Book = book, At = now, By = by, Rules = rules });
        db.RemoveRange(await db.RuleEditions.Where(edition => edition.Book == book).OrderByDescending(edition => edition.Id).Skip(Most - 1).ToListAsync(stop));
    }

    /// <summary>The rules before the last change; null when there was none.</summary>
    public static Task<RuleEdition?> LastAsync(ConnectDb db, string book, CancellationToken stop) =>
        db.RuleEditions.AsNoTracking().Where(edition => edition.Book == book).OrderByDescending(edition => edition.Id).FirstOrDefaultAsync(stop);
}
