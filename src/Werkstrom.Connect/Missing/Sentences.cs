using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;
using Werkstrom.Connect.Import;
using Werkstrom.Connect.Import.Running;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Connect.Mqtt.Sparkplug;

namespace Werkstrom.Connect.Missing;

/// <summary>
/// Sentences as they are kept with a refused payload: the name of a text and what is filled into it, so that each reader gets his own
/// language. What older versions kept, a whole English sentence, is shown as it is.
/// </summary>
static class Sentences
{
    const char Value = '\u001f';
    const char Field = '\u001d';
    const char Next = '\u001e';

    // a text asks for no more than this; what an older version did not keep stays empty
    const int MostValues = 6;

    static readonly ResourceManager Connect = new(typeof(ConnectText));
    static readonly ResourceManager Import = new(typeof(ImportText));

    /// <summary>A sentence to be kept.</summary>
    public static string Join(string key, params ReadOnlySpan<string> values)
    {
        var kept = key;
        foreach (var value in values)
            kept += Value + Clean(value);
        return kept;
    }

    /// <summary>A sentence about one field.</summary>
    public static string In(string field, string detail) => Clean(field) + Field + detail;

    /// <summary>Two sentences.</summary>
    public static string Both(string first, string second) => first + Next + second;

    /// <summary>What is said to senders, whatever the language of the server.</summary>
    public static string English(string detail) => Say(detail, key =>
        Connect.GetString("why." + key, CultureInfo.InvariantCulture) ?? Import.GetString(key, CultureInfo.InvariantCulture));

    /// <summary>The sentences of a detail, one after the other.</summary>
    /// <param name="detail">As it was kept.</param>
    /// <param name="find">The text of a name, or null.</param>
    public static string Say(string detail, Func<string, string?> find) => string.Join("; ", detail.Split(Next).Select(part => SayOne(part, find)));

    static string SayOne(string part, Func<string, string?> find)
    {
        var field = part.IndexOf(Field, StringComparison.Ordinal);
        var said = SayBare(part[(field + 1)..], find);
        return field < 0 ? said : $"{part[..field]}: {said}";
    }

    static string SayBare(string part, Func<string, string?> find)
    {
        if (part.Split(Value) is not [var key, .. var values] || find(key) is not { } text)
            return part.Replace(Value, ' ');
        var filled = new object[Math.Max(MostValues, values.Length)];
        Array.Fill(filled, "");
        values.CopyTo(filled, 0);
        return string.Format(CultureInfo.InvariantCulture, text, filled);
    }

    static string Clean(string value) => string.Concat(value.Select(c => c is Value or Field or Next or '\0' ? '\uFFFD' : c));
}

/// <summary>Says reasons in the reader's language.</summary>
sealed class ReasonWords(IStringLocalizer<ConnectText> connect, IStringLocalizer<ImportText> import)
{
    /// <summary>Why a payload was refused.</summary>
    /// <param name="detail">As it was kept.</param>
    public string Of(string detail) => Sentences.Say(detail, key => Found(connect["why." + key]) ?? Found(import[key]));

    /// <summary>What to do about it: for each way in which the payloads came its own advice.</summary>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="letters">Payloads that were refused for it.</param>
    public IReadOnlyList<string> Advice(string reason, IEnumerable<DeadLetter> letters) =>
        [.. letters.Select(Ways).DefaultIfEmpty([]).Select(ways => Advice(reason, ways)).Distinct()];

    /// <summary>True when it is a row of a file.</summary>
    public static bool IsOfFile(DeadLetter letter) => letter.Kind == ImportReplay.Letters;

    // the narrowest first
    static string[] Ways(DeadLetter letter) => MqttIntake.TopicOf(letter) is { } topic
        ? SparkplugTopic.IsSparkplug(topic) ? ["sparkplug", letter.Kind] : [letter.Kind]
        : [IsOfFile(letter) ? "file" : letter.Kind];

    string Advice(string reason, string[] ways) =>
        ways.Select(way => Found(connect[$"reason.{reason}.{way}"])).FirstOrDefault(text => text is not null) ?? connect[$"reason.{reason}.do"];

    static string? Found(LocalizedString text) => text.ResourceNotFound ? null : text.Value;
}
