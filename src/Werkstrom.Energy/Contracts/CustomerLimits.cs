namespace Werkstrom.Energy.Contracts;

/// <summary>How long names and addresses may be: what is longer does not fit the window of an envelope, and is a slip of the pen.</summary>
static class CustomerLimits
{
    /// <summary>Most characters of an input.</summary>
    public static int Of(string field) => field switch { "postcode" => 10, "mail" => 254, _ => 120 };

    /// <summary>The inputs that are too long, with how long they are.</summary>
    public static IEnumerable<(string Field, int Length)> TooLong(string? name, string? street, string? postcode, string? city, string? mail)
    {
        foreach (var (field, given) in ((string, string?)[])[("name", name), ("street", street), ("postcode", postcode), ("city", city), ("mail", mail)])
        {
            if (given?.Length > Of(field))
                yield return (field, given.Length);
        }
    }
}
