using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Cases;

/// <summary>The people of the house who can look after something: active, and at least operators.</summary>
sealed class Staff(Accounts accounts)
{
    /// <summary>Their names, each once, in the order of the reader's language.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken stop) =>
    [
        .. (await accounts.ListAsync(stop)).Where(p => p.State == PersonState.Active && p.Role is >= Role.Operator and <= Role.Admin)
            .Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.CurrentCultureIgnoreCase),
    ];

    /// <summary>The name of one of them as the account has it; null when there is none of this name.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken stop) =>
        (await NamesAsync(stop)).FirstOrDefault(known => string.Equals(known, name.Trim(), StringComparison.OrdinalIgnoreCase));
}
