using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>What was announced by MQTT discovery of Home Assistant, and the topics that are read by it. Kept in memory; retained announcements are read again at a start.</summary>
sealed class HomeBook(TopicEdition edition, IOptions<MqttOptions> options) : ITopicKind
{
    // who makes up names all the time does not fill the memory
    const int Most = 20_000;

    readonly Lock _gate = new();
    readonly Dictionary<string, (byte[] Payload, HomeConfig Config)> _configs = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, HomeSources> _topics = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, string> _titles = new(StringComparer.OrdinalIgnoreCase);

    readonly Channel<string> _unheard = Channel.CreateBounded<string>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite });

    public int Order => 200;

    /// <summary>Topics whose retained message may say already whether a device is there.</summary>
    public ChannelReader<string> Unheard => _unheard.Reader;

    /// <summary>What the first level of announcements is; empty when they are not read.</summary>
    public string Prefix => options.Value.HomeAssistant;

    /// <summary>Names for people of assets and signals that may not have one yet, by path.</summary>
    public ConcurrentDictionary<string, string> Titles => _titles;

    public ITopicReader? Open(string topic)
    {
        if (HomeTopic.TryRead(Prefix, topic, out var read))
            return new HomeConfigReader(this, read);
        if (Prefix.Length > 0 && topic == Prefix + "/status")
            return new HomeBirthReader();
        return _topics.TryGetValue(topic, out var sources) ? new HomeStateReader(sources) : null;
    }

    /// <summary>Learns an announcement.</summary>
    /// <param name="topic">Its topic as text.</param>
    /// <param name="read">Its topic.</param>
    /// <param name="payload">Its payload, not empty.</param>
    /// <param name="isTried">True when nothing is to be learned.</param>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public Reason? Learn(string topic, HomeTopic read, ReadOnlyMemory<byte> payload, bool isTried = false)
    {
        lock (_gate)
        {
            if (!isTried && _configs.TryGetValue(topic, out var known) && known.Payload.AsSpan().SequenceEqual(payload.Span))
                return null; // devices say it again and again
        }

        var config = HomeConfigParser.Read(read, payload, options.Value.HomeAssistantBelow.Trim('/'), out var wrong);
        if (isTried || config is null)
            return wrong;
        lock (_gate)
        {
            if (_configs.Count >= Most && !_configs.ContainsKey(topic))
                return Reason.Of(Reasons.Syntax, "home.full", $"{Most}");
            Drop(topic);
            _configs[topic] = (payload.ToArray(), config);
            foreach (var entity in config.Entities)
                Change(entity.Topic, sources => sources with { Entities = [.. sources.Entities, entity] });
            foreach (var at in config.Presence?.Topics.Distinct() ?? [])
                Change(at, sources => sources with { Presences = [.. sources.Presences, config.Presence!] });
            KeepTitles(config);
        }

        edition.Forget();
        foreach (var at in config.Presence?.Topics ?? [])
            _unheard.Writer.TryWrite(at);
        return wrong;
    }

    /// <summary>An announcement was taken away.</summary>
    public void Forget(string topic)
    {
        lock (_gate)
        {
            if (!Drop(topic))
                return;
        }

        edition.Forget();
    }

    /// <summary>A payload as JSON when somebody needs it; null when it is none.</summary>
    public static JsonDocument? Json(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonDocument.Parse(payload);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    bool Drop(string topic)
    {
        if (!_configs.Remove(topic, out var old))
            return false;
        foreach (var entity in old.Config.Entities)
            Change(entity.Topic, sources => sources with { Entities = [.. sources.Entities.Where(one => one != entity)] });
        foreach (var at in old.Config.Presence?.Topics.Distinct() ?? [])
            Change(at, sources => sources with { Presences = [.. sources.Presences.Where(one => one != old.Config.Presence)] });
        return true;
    }

    void Change(string topic, Func<HomeSources, HomeSources> change)
    {
        var sources = change(_topics.GetValueOrDefault(topic) ?? new HomeSources([], []));
        if (sources.Entities.Length + sources.Presences.Length > 0)
            _topics[topic] = sources;
        else
            _topics.TryRemove(topic, out _);
    }

    void KeepTitles(HomeConfig config)
    {
        if (config is { Asset: { } asset, Title: { Length: > 0 } name } && _titles.Count < Most)
            _titles[asset] = name;
        foreach (var entity in config.Entities)
        {
            if (entity.Title is { Length: > 0 } title && _titles.Count < Most)
                _titles[entity.Path] = title;
        }
    }
}

/// <summary>What reads a topic.</summary>
/// <param name="Entities">Entities whose state it is.</param>
/// <param name="Presences">Devices of which it says whether they are there.</param>
sealed record HomeSources(HomeEntity[] Entities, HomePresence[] Presences);
