namespace Werkstrom.Condition.Cases;

/// <summary>What a shown form is known by: sent twice, it writes one record, for the record's origin carries it.</summary>
static class FormKey
{
    /// <summary>A new one, 32 characters.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>The origin of the record that a form writes.</summary>
    /// <param name="from">Where it comes from.</param>
    /// <param name="key">What the form sent; anything that is no key counts as none.</param>
    public static string Origin(string from, string? key) => Guid.TryParseExact(key, "N", out var known) ? $"{from}:{known:N}" : from;
}
