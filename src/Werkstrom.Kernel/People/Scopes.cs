namespace Werkstrom.Kernel.People;

/// <summary>What a token may do. <see cref="Engineer"/> holds read and write too, <see cref="Admin"/> holds everything.</summary>
[Flags]
public enum Scopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read assets, signals, samples, records.</summary>
    Read = 1,

    /// <summary>Send samples and records, note events.</summary>
    Write = 2,

    /// <summary>Change assets, signals, rules; imports; SQL.</summary>
    Engineer = 4,

    /// <summary>People, tokens, audit, backup.</summary>
    Admin = 8,
}

/// <summary>Reads and writes <see cref="Scopes"/> as words.</summary>
public static class ScopeWords
{
    extension(Scopes scopes)
    {
        /// <summary>The scopes with those that they hold: engineer reads and writes, admin does everything.</summary>
        public Scopes WithImplied() =>
            scopes.HasFlag(Scopes.Admin) ? Scopes.Read | Scopes.Write | Scopes.Engineer | Scopes.Admin
            : scopes.HasFlag(Scopes.Engineer) ? scopes | Scopes.Read | Scopes.Write
            : scopes;

        /// <summary>The words, with commas: <c>read,write</c>.</summary>
        public string ToWords() => string.Join(',', All.Where(s => scopes.HasFlag(s)).Select(s => s.ToString().ToLowerInvariant()));

        /// <summary>Reads <c>read,write</c>; false for an unknown word or none.</summary>
        public static bool TryParseWords(string? words, out Scopes parsed)
        {
            parsed = Scopes.None;
            foreach (var word in (words ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var known = Array.Find(All, s => s.ToString().Equals(word, StringComparison.OrdinalIgnoreCase));
                if (known == Scopes.None)
                    return false;
                parsed |= known;
            }

            return parsed != Scopes.None;
        }

        /// <summary>The scopes that a token needs to do what a role of the house may do.</summary>
        public static Scopes Of(Role role) => role switch
        {
            Role.Admin => Scopes.Admin,
            Role.Engineer => Scopes.Engineer,
            Role.Operator => Scopes.Read | Scopes.Write,
            Role.Viewer => Scopes.Read,
            _ => Scopes.None,
        };
    }

    static readonly Scopes[] All = [Scopes.Read, Scopes.Write, Scopes.Engineer, Scopes.Admin];
}
