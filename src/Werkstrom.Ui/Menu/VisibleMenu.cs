using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Ui.Menu;

/// <summary>The menu as one person may see it.</summary>
public sealed class VisibleMenu(IReadOnlyList<MenuEntry> entries, IAuthorizationService authorization)
{
    /// <summary>The entries that a person may use, by section and place; empty for nobody.</summary>
    public async Task<IReadOnlyList<MenuEntry>> ForAsync(ClaimsPrincipal? person, CancellationToken stop)
    {
        if (person?.Identity is not { IsAuthenticated: true })
            return [];
        var allowed = new Dictionary<string, bool>();
        foreach (var policy in entries.Select(entry => entry.Policy).Distinct())
        {
            stop.ThrowIfCancellationRequested();
            allowed[policy] = (await authorization.AuthorizeAsync(person, policy)).Succeeded;
        }

        return [.. entries.Where(entry => allowed[entry.Policy]).OrderBy(entry => entry.Section).ThenBy(entry => entry.Order)];
    }

    /// <summary>The entry that a path belongs to: the longest whose path it is or lies below.</summary>
    public static MenuEntry? Current(IReadOnlyList<MenuEntry> entries, string path) =>
        entries.Where(entry => IsAtOrBelow(path, entry.Path)).MaxBy(entry => entry.Path.Length);

    static bool IsAtOrBelow(string path, string entry) =>
        string.Equals(path, entry, StringComparison.OrdinalIgnoreCase)
        || (entry != "/" && path.StartsWith(entry + "/", StringComparison.OrdinalIgnoreCase));
}
