using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Desk.Customers;

/// <summary>
/// The words of a contact or of a question, one row for each revision of its record. They are personal and stand here alone, so that they go when the customer is
/// erased: a record keeps its history for ever and is read by more people.
/// </summary>
[NotAudited]
sealed class ContactNote
{
    /// <summary>Number of the record.</summary>
    public required long RecordId { get; init; }

    /// <summary>Which revision of it.</summary>
    public required int Revision { get; init; }

    /// <summary>Number of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>What was said.</summary>
    public required string Words { get; init; }
}

sealed class ContactNoteTable : IEntityTypeConfiguration<ContactNote>
{
    public void Configure(EntityTypeBuilder<ContactNote> note)
    {
        note.ToTable("energy_contact_note");
        note.HasKey(n => new { n.RecordId, n.Revision });
    }
}

/// <summary>Keeps the words of contacts and questions.</summary>
sealed class ContactNotes(IDbContextFactory<EnergyDb> dbs)
{
    /// <summary>Keeps those of a revision.</summary>
    public async Task AddAsync(ContactNote note, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        db.Add(note);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The words of all revisions of some records.</summary>
    public async Task<IReadOnlyDictionary<(long Record, int Revision), string>> OfAsync(IReadOnlyCollection<long> records, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return (await db.Set<ContactNote>().AsNoTracking().Where(n => records.Contains(n.RecordId)).ToListAsync(stop)).ToDictionary(n => (n.RecordId, n.Revision), n => n.Words);
    }

    /// <summary>Erases all words about a customer; that there was a contact stays.</summary>
    public async Task EraseAsync(string customer, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        await db.Set<ContactNote>().Where(n => n.Customer == customer).ExecuteDeleteAsync(stop);
    }
}
