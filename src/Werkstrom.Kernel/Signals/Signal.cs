using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Signals;

/// <summary>A time series of one asset. Immutable: a change makes a new instance in the <see cref="SignalCatalog"/>.</summary>
public sealed record Signal : ICatalogEntry
{
    /// <summary>The number under which samples are stored; never reused, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>The asset it belongs to.</summary>
    public required int AssetId { get; init; }

    /// <summary>Its name within the asset, for example <c>spindle_temperature</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the asset, a slash, and the name: <c>works/line1/press3/spindle_temperature</c>. Unique, compared without case.</summary>
    public required string Path { get; init; }

    /// <summary>What people call it, or null when the name is enough.</summary>
    public string? Title { get; init; }

    /// <summary>The unit in which values are shown and queried, a UCUM code such as <c>Cel</c>, <c>kW</c>, <c>1</c>; empty when not known.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The unit in which sources send and the Store keeps values. Differs from <see cref="Unit"/> after a change of unit.</summary>
    public string StoredUnit { get; init; } = "";

    /// <summary>From a stored value to a shown one: <c>shown = stored * Factor + Offset</c>. Default 1.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>See <see cref="Factor"/>. Default 0.</summary>
    public double Offset { get; init; }

    /// <summary>What its numbers mean.</summary>
    public SignalKind Kind { get; init; }

    /// <summary>How often a sample is expected, or null when not known. Three times as long without one is a gap.</summary>
    public TimeSpan? ExpectedInterval { get; init; }

    /// <summary>Alarm and warning limits, in <see cref="Unit"/>.</summary>
    public SignalLimits Limits { get; init; } = SignalLimits.None;

    /// <summary>How many days raw samples are kept; null for ever. Hourly figures stay.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>True when it was put away: hidden from lists, its history kept. A source that sends it again still reaches it.</summary>
    public bool IsArchived { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the signal is called on pages: its title, else its name as people read it.</summary>
    public string Label => Title ?? PathText.ShownName(Name);

    /// <summary>Its path as people read it; not to be sent back.</summary>
    public string ShownPath => PathText.ShownPath(Path);

    // written to the registry, where names and paths are compared in this form; never read back
    internal string NameFold { get => PathText.Fold(Name); init { } }

    internal string PathFold { get => PathText.Fold(Path); init { } }

    /// <summary>From a stored value to a shown one.</summary>
    public double Shown(double stored) => (stored * Factor) + Offset;
}

/// <summary>Limits of a signal, each or null: low alarm ≤ low warning ≤ high warning ≤ high alarm.</summary>
/// <param name="LowAlarm">Below it: act.</param>
/// <param name="LowWarning">Below it: watch.</param>
/// <param name="HighWarning">Above it: watch.</param>
/// <param name="HighAlarm">Above it: act.</param>
public sealed record SignalLimits(double? LowAlarm, double? LowWarning, double? HighWarning, double? HighAlarm)
{
    /// <summary>No limits.</summary>
    public static SignalLimits None { get; } = new(null, null, null, null);

    /// <summary>Why these limits are impossible, as a sentence; null when they are fine.</summary>
    public string? Check()
    {
        double[] given = [.. new[] { LowAlarm, LowWarning, HighWarning, HighAlarm }.OfType<double>()];
        if (!given.All(double.IsFinite))
            return "Limits must be finite numbers.";
        return given.SequenceEqual(given.Order()) ? null : "Limits must be in order: low alarm, low warning, high warning, high alarm.";
    }
}
