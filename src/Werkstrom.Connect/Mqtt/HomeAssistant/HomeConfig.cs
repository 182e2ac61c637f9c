namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>A configuration that was announced: of an entity, or of a device with its entities.</summary>
/// <param name="Asset">Path of the asset; null when no device is named.</param>
/// <param name="Title">Name of the device for people; null when it has none.</param>
/// <param name="Entities">Those that report a state.</param>
/// <param name="Presence">Where it is said whether the device is there; null when nowhere.</param>
sealed record HomeConfig(string? Asset, string? Title, IReadOnlyList<HomeEntity> Entities, HomePresence? Presence);

/// <summary>Whether a device is there, as one configuration has it.</summary>
/// <param name="asset">Path of the asset.</param>
/// <param name="mode">How several topics are taken together: <c>all</c>, <c>any</c> or <c>latest</c>.</param>
/// <param name="sources">The topics.</param>
sealed class HomePresence(string asset, string mode, IReadOnlyList<HomeAvailability> sources)
{
    readonly Lock _gate = new();
    readonly bool?[] _said = new bool?[sources.Count];

    /// <summary>Path of the asset.</summary>
    public string Asset => asset;

    /// <summary>The topics.</summary>
    public IEnumerable<string> Topics => sources.Select(source => source.Topic);

    /// <summary>A message came on one of the topics.</summary>
    /// <returns>Whether the device is there; null when that cannot be told.</returns>
    public bool? Hear(string topic, string text, System.Text.Json.JsonElement? json)
    {
        bool? latest = null;
        lock (_gate)
        {
            for (var at = 0; at < sources.Count; at++)
            {
                if (sources[at].Topic == topic && sources[at].Read(text, json) is { } said)
                    _said[at] = latest = said;
            }

            if (latest is null)
                return null;
            return mode switch
            {
                "all" => !_said.Contains(false),
                "any" => _said.Contains(true),
                _ => latest,
            };
        }
    }
}

/// <summary>A topic that says whether a device is there.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Here">The payload when it is.</param>
/// <param name="Gone">The payload when it is not.</param>
/// <param name="Template">How that is taken out of the payload; null for the payload itself.</param>
sealed record HomeAvailability(string Topic, string Here, string Gone, HomeTemplate? Template)
{
    /// <summary>What a payload says; null when it says neither.</summary>
    public bool? Read(string text, System.Text.Json.JsonElement? json)
    {
        var said = (Template?.Of(text, json) ?? HomeValue.Of(text)).Rendered.Trim();
        return said == Here ? true : said == Gone ? false : null;
    }
}
