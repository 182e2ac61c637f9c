using System.Globalization;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>The metrics of an edge node or a device as its birth announced them. Guarded by its node.</summary>
/// <param name="path">Path of the asset.</param>
sealed class SparkplugTable(string path)
{
    const int Stale = 500;
    const string Sequence = "bdSeq";

    readonly TopicMembers _members = new();
    readonly Dictionary<string, SparkplugKnown> _byName = new(StringComparer.Ordinal);
    readonly Dictionary<ulong, SparkplugKnown> _byAlias = [];

    /// <summary>Path of the asset.</summary>
    public string Path => path;

    /// <summary>Whether its birth came, and no death since.</summary>
    public bool IsBorn { get; private set; }

    /// <summary>Its birth came: what an earlier one announced is forgotten.</summary>
    public void Begin()
    {
        End();
        IsBorn = true;
    }

    /// <summary>It died.</summary>
    public void End()
    {
        IsBorn = false;
        _byName.Clear();
        _byAlias.Clear();
    }

    /// <summary>Reads a metric.</summary>
    /// <returns>False when the birth did not announce it.</returns>
    public bool Read(in SparkplugMetric metric, in SparkplugMoment moment, Readings into)
    {
        if (metric.Name is { } name)
            return Read(metric, name, moment, 0, into);
        if (metric.Alias is { } alias && _byAlias.TryGetValue(alias, out var known))
            return Read(metric, known.Name, moment, 0, into);
        var said = metric.Alias?.ToString(CultureInfo.InvariantCulture) ?? "?";
        into.Refuse("", Reason.Of(Reasons.Birth, "sparkplug.alias", said, path));
        return false;
    }

    /// <summary>Reads a metric, or a member of a template, whose name is known.</summary>
    public bool Read(in SparkplugMetric metric, string name, in SparkplugMoment moment, int depth, Readings into)
    {
        if (moment.IsLearning)
            Learn(metric, name);
        var known = _byName.GetValueOrDefault(name);
        var type = metric.Type == SparkplugType.Unknown ? known?.Type ?? SparkplugType.Unknown : metric.Type;
        if (metric.IsNull || metric.IsTransient || metric.Value.Field == SparkplugField.None || IsControl(name, type))
            return known is not null || moment.IsBirth;
        if (type == SparkplugType.Unknown)
            into.Refuse(name, Reason.Of(Reasons.Birth, "sparkplug.untyped", path));
        else if (PathTemplate.Levels(name).Length == 0)
            into.Refuse(name, Reason.Of(Reasons.Path, "sparkplug.name"));
        else if (!moment.TryTime(metric.Timestamp, out var micros, out var wrong))
            into.Refuse(name, wrong);
        else
            SparkplugValues.Read(new(this, known, UnitOf(metric.Unit) ?? known?.Unit ?? "", micros, QualityOf(metric.Quality), moment, depth), name, type, metric.Value, into);
        return known is not null || moment.IsBirth;
    }

    /// <summary>Where values of a metric go.</summary>
    public TopicMember Member(string name, string unit, bool isState) =>
        _members.Of($"{path}/{PathTemplate.Levels(name)}", isState ? "" : unit, isState ? SignalKind.State : null);

    void Learn(in SparkplugMetric metric, string name)
    {
        SparkplugKnown known = new(name, metric.Type, UnitOf(metric.Unit) ?? "");
        _byName[name] = known;
        if (metric.Alias is { } alias)
            _byAlias[alias] = known;
    }

    // the number of the birth and the switches of the node are no data
    static bool IsControl(string name, SparkplugType type) => name == Sequence || (type == SparkplugType.Boolean
        && (name.StartsWith("Node Control/", StringComparison.Ordinal) || name.StartsWith("Device Control/", StringComparison.Ordinal)));

    static string? UnitOf(string? text) => text is null ? null : Ucum.Suggest(text) ?? "";

    static byte QualityOf(int? quality) => quality switch
    {
        null => Quality.Good,
        Stale => Quality.Uncertain,
        >= 0 and < Quality.Deleted => (byte)quality.Value,
        _ => Quality.Bad,
    };
}

/// <summary>A metric that a birth announced.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type.</param>
/// <param name="unit">UCUM code; empty when it named none that is known.</param>
sealed class SparkplugKnown(string name, SparkplugType type, string unit)
{
    TopicMember? _member;
    bool _isState;
    string _unit = "";

    public string Name => name;

    public SparkplugType Type => type;

    public string Unit => unit;

    /// <summary>Where its value goes, kept as long as kind and unit stay.</summary>
    public TopicMember Member(SparkplugTable table, string asUnit, bool isState)
    {
        if (_member is null || _isState != isState || _unit != asUnit)
            (_member, _isState, _unit) = (table.Member(name, asUnit, isState), isState, asUnit);
        return _member;
    }
}

/// <summary>Where a value goes, and what holds of it.</summary>
/// <param name="Table">The metrics that it belongs to.</param>
/// <param name="Known">The metric, when its birth announced it.</param>
/// <param name="Unit">UCUM code; empty when not known.</param>
/// <param name="Micros">Its instant, Unix microseconds.</param>
/// <param name="Quality">See <see cref="Store.Ingest.Quality"/>.</param>
/// <param name="Moment">What holds of the message.</param>
/// <param name="Depth">How many templates it stands in.</param>
readonly record struct SparkplugTarget(
    SparkplugTable Table, SparkplugKnown? Known, string Unit, long Micros, byte Quality, SparkplugMoment Moment, int Depth)
{
    /// <summary>Where a value of this name goes: the metric itself, or an element of it.</summary>
    public TopicMember Member(string name, bool isState) =>
        ReferenceEquals(name, Known?.Name) ? Known.Member(Table, Unit, isState) : Table.Member(name, Unit, isState);
}

/// <summary>What holds of all metrics of a message.</summary>
/// <param name="IsBirth">Whether it is a birth.</param>
/// <param name="IsLearning">Whether what it announces is to be kept.</param>
/// <param name="Sent">When it was sent, Unix milliseconds; null when it does not say.</param>
/// <param name="Arrival">When it came, Unix microseconds.</param>
/// <param name="Times">What instants are plausible.</param>
readonly record struct SparkplugMoment(bool IsBirth, bool IsLearning, ulong? Sent, long Arrival, LineTimes Times)
{
    const ulong MicrosPerMilli = 1_000;

    /// <summary>The instant of a metric: its own, else that of the message, else of its arrival. 0 is none.</summary>
    public bool TryTime(ulong? captured, out long micros, out Reason wrong)
    {
        (micros, wrong) = (Arrival, default);
        var millis = captured is > 0 ? captured : Sent is > 0 ? Sent : null;
        if (millis is not { } given)
            return true;
        micros = given > (ulong)LineTimes.Newest / MicrosPerMilli ? long.MaxValue : (long)(given * MicrosPerMilli);
        if ((Times with { Precision = Precision.Milliseconds }).Refuse((long)Math.Min(given, long.MaxValue), micros) is not { } reason)
            return true;
        wrong = reason;
        return false;
    }
}
