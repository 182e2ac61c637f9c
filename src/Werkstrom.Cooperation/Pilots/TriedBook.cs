using System.Security.Claims;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>What pilots and ideas can link to: kept laboratories and tariffs, as the modules of this house offer them.</summary>
sealed class TriedBook(IEnumerable<ITried> sources)
{
    /// <summary>Answers of the tariff laboratory.</summary>
    public const string Laboratory = "laboratory";

    /// <summary>Tariffs.</summary>
    public const string Tariff = "tariff";

    /// <summary>All there are.</summary>
    public async Task<IReadOnlyList<Tried>> AllAsync(CancellationToken stop)
    {
        List<Tried> all = [];
        foreach (var source in sources)
            all.AddRange(await source.AllAsync(stop));
        return all;
    }

    /// <summary>What somebody may choose from: people of the house from all, others from what is shared with them.</summary>
    public async Task<IReadOnlyList<Tried>> SeenAsync(ClaimsPrincipal user, CancellationToken stop) => [.. (await AllAsync(stop)).Where(t => t.IsShared || user.IsOfHouse)];

    /// <summary>The same, and the tariff of a pilot for those who take part in it: by name, and without an address where its pages are not theirs.</summary>
    public async Task<IReadOnlyList<Tried>> SeenAsync(Pilot pilot, ClaimsPrincipal user, CancellationToken stop)
    {
        var all = await AllAsync(stop);
        List<Tried> seen = [.. all.Where(t => t.IsShared || user.IsOfHouse)];
        if (all.FirstOrDefault(t => t.Kind == Tariff && t.Key == pilot.Tariff) is { } own && !seen.Contains(own))
            seen.Add(own with { Address = "" });
        return seen;
    }

    /// <summary>The choices of a field: none, all of a kind, and what is chosen already also where it is not among them.</summary>
    public static IEnumerable<(string Value, string Text)> Choices(IReadOnlyList<Tried> all, string kind, string? chosen, string none) =>
    [
        ("", none),
        .. all.Where(t => t.Kind == kind).Select(t => (t.Key, kind == Laboratory ? $"{t.Key}: {t.Name}" : t.Name)),
        .. string.IsNullOrEmpty(chosen) || all.Any(t => t.Kind == kind && t.Key == chosen) ? Array.Empty<(string, string)>() : [(chosen, chosen)],
    ];
}

/// <summary>Whether somebody is of the house.</summary>
static class OfHouse
{
    extension(ClaimsPrincipal user)
    {
        /// <summary>True for people of this house and programs of theirs; false for partners and customers.</summary>
        public bool IsOfHouse => user.Role is null or <= Role.Admin;
    }
}
