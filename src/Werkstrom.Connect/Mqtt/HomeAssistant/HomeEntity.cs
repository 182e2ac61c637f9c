using System.Text;
using System.Text.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>What the state of an entity is.</summary>
enum HomeForm
{
    /// <summary>A number; what is none is refused.</summary>
    Number,

    /// <summary>A number, or a text as a state.</summary>
    Any,

    /// <summary>On or off.</summary>
    OnOff,

    /// <summary>A text as a state.</summary>
    Text,
}

/// <summary>An entity that reports a state.</summary>
sealed class HomeEntity
{
    // what Home Assistant means by no value
    static readonly string[] Nothing = ["", "None", "unknown", "unavailable"];

    readonly TopicMembers _members = new();

    /// <summary>Path of its signal.</summary>
    public required string Path { get; init; }

    /// <summary>Its name for people; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>The topic of its state.</summary>
    public required string Topic { get; init; }

    /// <summary>How its state is taken out of a payload; null for the payload itself.</summary>
    public HomeTemplate? Template { get; init; }

    public HomeForm Form { get; init; }

    /// <summary>What means on.</summary>
    public string On { get; init; } = "ON";

    /// <summary>What means off.</summary>
    public string Off { get; init; } = "OFF";

    /// <summary>UCUM code; empty when not known.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Kind of a new signal; null to go by its name.</summary>
    public SignalKind? Kind { get; init; }

    /// <summary>Reads its state.</summary>
    /// <param name="text">The payload.</param>
    /// <param name="json">The payload as JSON; null when it is none.</param>
    /// <param name="micros">When it came, Unix microseconds.</param>
    /// <param name="into">Gets the state.</param>
    public void Read(string text, JsonElement? json, long micros, Readings into)
    {
        if (Nothing.Contains(text.Trim()))
            return; // in place of JSON, too: the device or its bridge knows no value
        if (Template is { NeedsJson: true } && json is null)
        {
            into.Refuse(Path, Reason.Of(Reasons.Syntax, "home.no-json", LineReasons.Shown(Encoding.UTF8.GetBytes(text))));
            return;
        }

        var said = (Template?.Of(text, json) ?? HomeValue.Of(text)).Rendered.Trim();
        if (Nothing.Contains(said))
            return; // the payload says nothing of this entity
        if (Form == HomeForm.OnOff)
            AddOnOff(said, micros, into);
        else if (Form != HomeForm.Text && PlainValue.TryRead(Encoding.UTF8.GetBytes(said), out var number, out var isTruth, out var bad))
            AddNumber(number, isTruth, bad, micros, into);
        else if (Form == HomeForm.Number)
            into.Refuse(Path, Reason.Of(Reasons.Number, "home.number", LineReasons.Shown(Encoding.UTF8.GetBytes(said))));
        else
            into.AddState(_members.Of(Path, kind: SignalKind.State), Path, said, micros);
    }

    void AddOnOff(string said, long micros, Readings into)
    {
        if (said == On || said == Off)
            into.Add(_members.Of(Path, kind: SignalKind.State), Path, said == On ? 1 : 0, micros);
        else
            into.Refuse(Path, Reason.Of(Reasons.Number, "home.on-off", LineReasons.Shown(Encoding.UTF8.GetBytes(said)), On, Off));
    }

    void AddNumber(double number, bool isTruth, Reason? bad, long micros, Readings into)
    {
        if (bad is { } reason)
            into.Refuse(Path, reason);
        else
            into.Add(isTruth ? _members.Of(Path, kind: SignalKind.State) : _members.Of(Path, Unit, Kind), Path, number, micros);
    }
}
