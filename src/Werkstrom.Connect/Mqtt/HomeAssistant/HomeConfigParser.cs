using System.Text;
using System.Text.Json;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>Reads configurations.</summary>
/// <remarks>Source: Home Assistant, "MQTT", sections "MQTT Discovery" and "Device discovery payload".</remarks>
sealed class HomeConfigParser(HomeTopic topic, string below)
{
    const int MostEntities = 1_000;

    readonly List<HomeEntity> _entities = [];
    Reason? _wrong;

    /// <summary>Reads a configuration.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its payload, not empty.</param>
    /// <param name="below">Path of the asset below which devices stand; empty for the root.</param>
    /// <param name="wrong">All that is wrong with it; what is right is learned all the same.</param>
    /// <returns>The configuration; null when it cannot be read at all.</returns>
    public static HomeConfig? Read(HomeTopic topic, ReadOnlyMemory<byte> payload, string below, out Reason? wrong)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                HomeConfigParser parser = new(topic, below);
                var config = parser.Read(document.RootElement);
                wrong = parser._wrong;
                return config;
            }

            wrong = Reason.Of(Reasons.Syntax, "home.no-object");
        }
        catch (Exception e) when (JsonFaults.Is(e))
        {
            wrong = JsonFaults.Of(e, payload.Span);
        }

        return null;
    }

    HomeConfig Read(JsonElement json)
    {
        HomeNode root = new(json);
        var device = root["device", "dev"] is { ValueKind: JsonValueKind.Object } found ? new HomeNode(found) : (HomeNode?)null;
        var asset = (device is { } named ? Identifier(named) : null) ?? topic.Node ?? (topic.Component == "device" ? topic.Object : null);
        var path = Below(below, asset);
        if (topic.Component != "device")
            ReadEntity(topic.Component, topic.Object, root, path);
        else if (root["components", "cmps"] is { ValueKind: JsonValueKind.Object } components)
            ReadComponents(json, root, components, path);
        else
            Note(Reason.Of(Reasons.Syntax, "home.components"));
        return new(asset is null ? null : path, device?.Text("name", "name"), _entities, asset is null ? null : Presence(root, path));
    }

    void ReadComponents(JsonElement json, in HomeNode root, JsonElement components, string path)
    {
        foreach (var member in components.EnumerateObject())
        {
            if (_entities.Count >= MostEntities)
            {
                Note(Reason.Of(Reasons.Syntax, "home.many", $"{MostEntities}"));
                return;
            }

            HomeNode component = new(member.Value, root.Base, json);
            if (member.Value.ValueKind != JsonValueKind.Object || component.Text("platform", "p") is not { } platform)
                Note(Reason.Of(Reasons.Syntax, "home.platform").In(member.Name));
            else if (member.Value.EnumerateObject().Skip(1).Any()) // one that only says what it is was taken away
                ReadEntity(platform, member.Name, component, path);
        }
    }

    void ReadEntity(string component, string name, in HomeNode node, string path)
    {
        foreach (var state in HomeComponents.Of(component))
        {
            if (node.Topic(state.Topic.Full, state.Topic.Brief) is not { } stateTopic)
                continue; // it reports no state, or not this one
            var template = component == "light" && node.Text("schema", "schema") == "json" ? "{{ value_json.state }}" : node.Text(state.Template.Full, state.Template.Brief);
            if (!TryTemplate(template, name, out var ready))
                continue;
            var unit = state.Unit.Length > 0 ? state.Unit : UnitOf(node, state.Name);
            var stateClass = node.Text("state_class", "stat_cla");
            _entities.Add(new()
            {
                Path = Below(Below(path, name), state.Name),
                Title = state.Name.Length == 0 ? node.Text("name", "name") : null,
                Topic = stateTopic,
                Template = ready,
                Form = state.Form == HomeForm.Any && (unit.Length > 0 || stateClass is not null) ? HomeForm.Number : state.Form,
                On = node.Text("state_on", "stat_on") ?? node.Text("payload_on", "pl_on") ?? "ON",
                Off = node.Text("state_off", "stat_off") ?? node.Text("payload_off", "pl_off") ?? "OFF",
                Unit = unit,
                Kind = stateClass switch { "total_increasing" => SignalKind.Counter, null => null, _ => SignalKind.Measurement },
            });
        }
    }

    HomePresence? Presence(in HomeNode root, string path)
    {
        List<HomeAvailability> sources = [];
        var (here, gone) = (root.Text("payload_available", "pl_avail"), root.Text("payload_not_available", "pl_not_avail"));
        if (root.Topic("availability_topic", "avty_t") is { } single && TryTemplate(root.Text("availability_template", "avty_tpl"), "availability", out var template))
            sources.Add(new(single, here ?? "online", gone ?? "offline", template));
        if (root["availability", "avty"] is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var cell in list.EnumerateArray())
            {
                HomeNode one = new(cell, root.Base);
                if (one.Topic("topic", "t") is { } each && TryTemplate(one.Text("value_template", "val_tpl"), "availability", out var ready))
                    sources.Add(new(each, one.Text("payload_available", "pl_avail") ?? here ?? "online", one.Text("payload_not_available", "pl_not_avail") ?? gone ?? "offline", ready));
            }
        }

        return sources.Count == 0 ? null : new(path, root.Text("availability_mode", "avty_mode") ?? "latest", sources);
    }

    bool TryTemplate(string? text, string name, out HomeTemplate? template)
    {
        template = string.IsNullOrWhiteSpace(text) ? null : HomeTemplate.Parse(text);
        if (string.IsNullOrWhiteSpace(text) || template is not null)
            return true;
        Note(Reason.Of(Reasons.Syntax, "home.template", LineReasons.Shown(Encoding.UTF8.GetBytes(text))).In(name));
        return false;
    }

    // what tells devices apart: names change, and several have the same
    static string? Identifier(in HomeNode device)
    {
        if (device["identifiers", "ids"] is { } ids)
            return ids.ValueKind == JsonValueKind.Array ? ids.EnumerateArray().Select(HomeNode.Render).FirstOrDefault(id => id is { Length: > 0 }) : HomeNode.Render(ids);
        return device["connections", "cns"] is { ValueKind: JsonValueKind.Array } all && all.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Array } first
            ? first.EnumerateArray().Select(HomeNode.Render).LastOrDefault()
            : null;
    }

    static string UnitOf(in HomeNode node, string state)
    {
        var text = node.Text("unit_of_measurement", "unit_of_meas") ?? (state.EndsWith("temperature", StringComparison.Ordinal) ? node.Text("temperature_unit", "temp_unit") ?? "C" : null);
        return text is null ? "" : Ucum.Suggest(text) ?? "";
    }

    static string Below(string above, string? name)
    {
        var level = string.IsNullOrEmpty(name) ? "" : PathTemplate.Level(name);
        return above.Length == 0 ? level : level.Length == 0 ? above : $"{above}/{level}";
    }

    void Note(Reason reason) => _wrong = _wrong?.And(reason) ?? reason;
}
