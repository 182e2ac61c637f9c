using System.Globalization;

namespace Werkstrom.Energy.Index.Regions;

/// <summary>Where a part of a region's generation or load is known from.</summary>
/// <param name="Part">Of <see cref="IndexParts"/>.</param>
/// <param name="Kind">How.</param>
/// <param name="What">Path of the signal, name of the load profile; empty for the others.</param>
/// <param name="Amount">Annual consumption of the profile, kWh; 0 for the others.</param>
sealed record RegionSource(string Part, SourceKind Kind, string What = "", long Amount = 0)
{
    /// <summary><c>wind file</c>, <c>solar signal works/roof/power</c>, <c>load profile H25 12000000</c>, <c>wind plants</c>.</summary>
    public override string ToString() => Kind switch
    {
        SourceKind.Signal => $"{Part} signal {What}",
        SourceKind.Profile => string.Create(CultureInfo.InvariantCulture, $"{Part} profile {What} {Amount}"),
        SourceKind.Plants => $"{Part} plants",
        _ => $"{Part} file",
    };

    /// <summary>Reads lines as <see cref="ToString"/> writes them; what is wrong is told, each with its line.</summary>
    public static IReadOnlyList<RegionSource> Read(string text, List<string> faults)
    {
        List<RegionSource> sources = [];
        foreach (var (at, given) in text.Split('\n').Index())
        {
            if (given.Trim() is not { Length: > 0 } line)
                continue;
            if (Line(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) is not { } source)
                faults.Add(FormattableString.Invariant($"Line {at + 1} ('{line}') must be like 'wind file', 'solar plants', 'solar signal PATH' or 'load profile H25 12000000' (kWh a year); parts are {string.Join(", ", IndexParts.All)}; a load has no plants, generation no profile."));
            else
                sources.Add(source);
        }

        return sources;
    }

    static RegionSource? Line(string[] words) => words switch
    {
        [var part, "file"] when IndexParts.IsPart(part) => new(part, SourceKind.File),
        [var part, "plants"] when IndexParts.Renewable.Contains(part) => new(part, SourceKind.Plants),
        [var part, "signal", .. { Length: > 0 } path] when IndexParts.IsPart(part) => new(part, SourceKind.Signal, string.Join(' ', path)),
        [IndexParts.Load, "profile", var name, var amount] when IsProfile(name)
            && long.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var kWh) && kWh is > 0 and <= 10_000_000_000 => new(IndexParts.Load, SourceKind.Profile, name, kWh),
        _ => null,
    };

    static bool IsProfile(string name) => Tariff.Profiles.LoadProfile.Supplied.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Kinds of sources.</summary>
enum SourceKind
{
    /// <summary>Imported files: quarter-hours kept as a series.</summary>
    File,

    /// <summary>A measured signal: power, energy of an interval, or a counter.</summary>
    Signal,

    /// <summary>The register of plants × the capacity factor of the zone.</summary>
    Plants,

    /// <summary>A standard load profile × the annual consumption.</summary>
    Profile,
}

/// <summary>What a region's quarter-hour is made of.</summary>
static class IndexParts
{
    /// <summary>What is used in the region.</summary>
    public const string Load = "load";

    /// <summary>Technologies of local renewable generation, in the order of pictures.</summary>
    public static readonly string[] Renewable = ["wind", "solar", "hydro", "biomass", "other"];

    /// <summary>These and the load.</summary>
    public static readonly string[] All = [.. Renewable, Load];

    /// <summary>Whether it is one.</summary>
    public static bool IsPart(string text) => All.Contains(text, StringComparer.Ordinal);
}
