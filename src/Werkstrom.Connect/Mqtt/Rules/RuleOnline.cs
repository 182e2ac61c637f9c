using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Online;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>Where a payload says whether an asset is online: <c>online $.state -> works/{machine} on=1 off=0</c>.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Asset">Path of the asset; the topic alone tells it.</param>
/// <param name="On">What means online; null for anything but <paramref name="Off"/>, or when both are null for the usual words.</param>
/// <param name="Off">What means offline; null likewise.</param>
sealed partial record RuleOnline(JsonPath Path, SignalTemplate Asset, string? On, string? Off)
{
    const string Arrow = " -> ";

    static readonly string[] Yes = ["true", "1", "on"];
    static readonly string[] No = ["false", "0", "off"];

    /// <summary>Reads what stands behind <c>online</c>; what is wrong with it is added to the problems.</summary>
    public static RuleOnline? Parse(string text, IReadOnlyCollection<string>? names, RuleProblems problems)
    {
        var before = problems.Count;
        var arrow = text.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0)
        {
            problems.Add("rule.online.arrow", text);
            return null;
        }

        var path = JsonPath.Parse(text[..arrow].Trim(), problems);
        if (path is { Stars: > 0 })
            problems.Add("rule.online.star", path.Text);
        var rest = text[(arrow + Arrow.Length)..];
        var end = Option().Match(rest) is { Success: true } option ? option.Index : rest.Length;
        var asset = SignalTemplate.ParseAsset(rest[..end].Trim().Trim('/'), names, problems);
        string? on = null, off = null;
        foreach (var word in rest[end..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (word.Split('=', 2))
            {
                case ["on", { Length: > 0 } value] when on is null:
                    on = value;
                    break;
                case ["off", { Length: > 0 } value] when off is null:
                    off = value;
                    break;
                default:
                    problems.Add("rule.online.option", word);
                    break;
            }
        }

        return problems.Count == before ? new(path!, asset!, on, off) : null;
    }

    /// <summary>Reads it out of a payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="wrong">Why it says neither; null also when it says nothing of it.</param>
    /// <returns>Null when it says neither, or nothing of it.</returns>
    public bool? Read(ReadOnlyMemory<byte> payload, out Reason? wrong)
    {
        wrong = null;
        string? text;
        try
        {
            text = Path.IsRoot ? Encoding.UTF8.GetString(payload.Span).Trim().Trim('"') : Find(payload);
        }
        catch (Exception e) when (JsonFaults.Is(e))
        {
            wrong = Reason.Of(Reasons.Syntax, "rule.online.json", Path.Text).And(JsonFaults.Of(e, payload.Span));
            return null;
        }

        if (text is null)
            return null;
        var said = Judge(text);
        if (said is null)
            wrong = Reason.Of(Reasons.Syntax, "rule.online.word", LineReasons.Shown(Encoding.UTF8.GetBytes(text)));
        return said;
    }

    string? Find(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        return Path.At(document.RootElement, []) is { ValueKind: not JsonValueKind.Null } cell ? cell.ToString() : null;
    }

    bool? Judge(string text)
    {
        if (On is not null && text.Equals(On, StringComparison.OrdinalIgnoreCase))
            return true;
        if (Off is not null && text.Equals(Off, StringComparison.OrdinalIgnoreCase))
            return false;
        if (On is not null || Off is not null)
            return On is not null && Off is not null ? null : On is null;
        if (Yes.Contains(text, StringComparer.OrdinalIgnoreCase))
            return true;
        return No.Contains(text, StringComparer.OrdinalIgnoreCase) ? false : OnlineWords.Of(Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex("""(^|\s)[a-z]+=""")]
    private static partial Regex Option();
}

/// <summary>Reads by a rule that says whether an asset is online, and its values, if it has some.</summary>
/// <param name="name">Name of the rule.</param>
/// <param name="online">What says it.</param>
/// <param name="values">Reads the values; null when the rule has none.</param>
/// <param name="names">What the placeholders of the rule's filter stand for.</param>
sealed class RuleOnlineReader(string name, RuleOnline online, RuleReader? values, IReadOnlyDictionary<string, string> names) : ITopicReader
{
    readonly string _asset = online.Asset.Start(names);

    public string Name => name;

    public TopicMember? Plain => null;

    public bool MayReach(Reach reach) => reach.Holds(_asset + "/_") || values?.MayReach(reach) == true;

    public Reason? Read(in TopicMessage message, Readings into)
    {
        if (online.Read(message.Payload, out var wrong) is { } isOnline)
            into.Tell(_asset, isOnline);
        else if (wrong is { } reason)
            into.Refuse(name, reason);
        return values?.Read(message, into);
    }
}
