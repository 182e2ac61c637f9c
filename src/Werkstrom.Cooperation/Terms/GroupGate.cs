using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.People;

namespace Werkstrom.Cooperation.Terms;

/// <summary>What may be agreed on groups: something that a module shows, given by a firm all of whose people are of this house.</summary>
sealed class GroupGate(IEnumerable<ISharedGroups> sources, IDbContextFactory<CooperationDb> dbs, Accounts accounts)
{
    /// <summary>What can be agreed on, with names.</summary>
    public async Task<IReadOnlyList<SharedSubject>> SubjectsAsync(CancellationToken stop)
    {
        List<SharedSubject> all = [];
        foreach (var source in sources)
            all.AddRange(await source.SubjectsAsync(stop));
        // two of one name are told apart by their subjects
        return [.. all.GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Count() == 1 ? g : g.Select(s => s with { Name = $"{s.Name} ({s.Subject})" }))];
    }

    /// <summary>What subjects are called, by subject.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken stop) => (await SubjectsAsync(stop)).ToDictionary(s => s.Subject, s => s.Name);

    /// <summary>What is meant by what stands in a form: who reads there knows a group by its name, and may write its subject, too.</summary>
    public async Task<TermWish> MeantAsync(TermWish wish, CancellationToken stop)
    {
        var written = wish.Subject?.Trim() ?? "";
        return wish.Kind == DataKind.Group && (await SubjectsAsync(stop)).FirstOrDefault(s => s.Name.Equals(written, StringComparison.OrdinalIgnoreCase)) is { } named ? wish with { Subject = named.Subject } : wish;
    }

    /// <summary>Who shows a subject; null: nobody.</summary>
    public ISharedGroups? Source(string subject) => sources.FirstOrDefault(s => subject == s.Key || (subject.StartsWith(s.Key + '/', StringComparison.Ordinal) && subject.Length > s.Key.Length + 1));

    /// <summary>What is wrong with an agreement: field and key of a text; null when nothing is, or when it is not about groups.</summary>
    public async Task<(string Field, string Fault)?> FaultAsync(Pilot pilot, Side giver, DataKind kind, string subject, CancellationToken stop)
    {
        if (kind != DataKind.Group)
            return null;
        if (Source(subject) is null)
            return ("subject", $"fault.unserved|{subject}|{string.Join(", ", sources.Select(s => s.Key))}");
        return await IsHouseAsync(pilot, giver, stop) ? null : ("giver", $"fault.house|{pilot.Firm(giver)}");
    }

    // who is of another firm must not offer what is not theirs
    async Task<bool> IsHouseAsync(Pilot pilot, Side giver, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var people = await db.Set<Part>().Where(p => p.PilotId == pilot.Id && p.Side == giver).Select(p => p.PersonId).ToListAsync(stop);
        foreach (var person in people)
        {
            if (await accounts.FindAsync(person, stop) is not { Role: <= Role.Admin })
                return false;
        }

        return people.Count > 0;
    }
}
