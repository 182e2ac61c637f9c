using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Index;

/// <summary>
/// The index of a region for a day as it was frozen before it began: what prices. It names the hash of its inputs and of the day before it, so that
/// none can be changed, left out or put in later without being seen.
/// </summary>
/// <param name="Region">Code of the region.</param>
/// <param name="Day">The German day.</param>
/// <param name="FrozenAt">When, UTC, full seconds.</param>
/// <param name="Formula">For example <see cref="GreenIndex.Formula"/>.</param>
/// <param name="Inputs">SHA-256 of the inputs, lower-case hexadecimal.</param>
/// <param name="Before">Hash of the frozen day before it (<see cref="Hash"/>); empty for the first of a region.</param>
/// <param name="Values">0 to 100 for each quarter-hour of the day: 96, 92 or 100.</param>
/// <param name="Basis">What the values rest on; signed with them, so that what was made afterwards never looks like a forecast.</param>
public sealed record FrozenDay(
    string Region, DateOnly Day, DateTimeOffset FrozenAt, string Formula, string Inputs, string Before, IReadOnlyList<byte> Values,
    FrozenBasis Basis = FrozenBasis.Forecast)
{
    /// <summary>The bytes that are hashed and signed: JSON with these members in this order, no white space (RFC 8785 with the members sorted by hand).</summary>
    public byte[] Canonical()
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("basis", BasisWord(Basis));
            json.WriteString("before", Before);
            json.WriteString("day", Day.ToString("O", null));
            json.WriteString("formula", Formula);
            json.WriteString("frozenAt", FrozenAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
            json.WriteString("inputs", Inputs);
            json.WriteString("region", Region);
            json.WriteStartArray("values");
            foreach (var value in Values)
                json.WriteNumberValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return to.ToArray();
    }

    /// <summary>The word that is signed for a basis: forecast, begun or measured.</summary>
    public static string BasisWord(FrozenBasis basis) => basis switch { FrozenBasis.Measured => "measured", FrozenBasis.Begun => "begun", _ => "forecast" };

    /// <summary>The basis of a word; any other word is a forecast, which its signature then does not fit.</summary>
    public static FrozenBasis BasisOf(string word) => word switch { "measured" => FrozenBasis.Measured, "begun" => FrozenBasis.Begun, _ => FrozenBasis.Forecast };

    /// <summary>SHA-256 of <see cref="Canonical"/>, lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Canonical()));

    /// <summary>Reads what <see cref="Canonical"/> wrote; null when it is not that, to the byte.</summary>
    public static FrozenDay? Read(ReadOnlySpan<byte> canonical)
    {
        try
        {
            using var json = JsonDocument.Parse(canonical.ToArray());
            var root = json.RootElement;
            string Text(string name) => root.GetProperty(name).GetString()!;
            FrozenDay read = new(
                Text("region"), DateOnly.ParseExact(Text("day"), "O", null), DateTimeOffset.Parse(Text("frozenAt"), CultureInfo.InvariantCulture), Text("formula"), Text("inputs"),
                Text("before"), [.. root.GetProperty("values").EnumerateArray().Select(v => v.GetByte())],
                BasisOf(Text("basis")));
            return canonical.SequenceEqual(read.Canonical()) ? read : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            return null;
        }
    }

    /// <summary>Signs it: JWS compact serialization (RFC 7515) with ES256 (RFC 7518, 3.4).</summary>
    /// <param name="key">A private key on P-256.</param>
    /// <param name="keyId">Name of the key, for those who verify.</param>
    public string Sign(ECDsa key, string keyId) => Jws.Sign(Canonical(), key, keyId);

    /// <summary>Everything that is wrong with it by itself; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        var count = GermanTime.Day(Day).Count;
        if (Values.Count != count)
            yield return FormattableString.Invariant($"{Region}, {Day:O}: the day has {count} quarter-hours, not {Values.Count}");
        foreach (var (at, value) in Values.Index().Where(v => v.Item > 100))
            yield return FormattableString.Invariant($"{Region}, {Day:O}: value {at} ({value}) must be 0 to 100");
        if (Basis == FrozenBasis.Forecast && Quarters.Start(GermanTime.Day(Day).First) <= FrozenAt)
            yield return FormattableString.Invariant($"{Region}, {Day:O}: it was frozen at {FrozenAt:O}, after the day had begun");
    }

    /// <summary>
    /// Everything that is wrong with days in a row: each by itself, a hash that is not that of the day before, a day of another region or out of order.
    /// A day that was never frozen, for want of inputs, may be missing: the next one names the hash of the last one that was.
    /// </summary>
    public static IEnumerable<string> Faults(IReadOnlyList<FrozenDay> chain)
    {
        for (var i = 0; i < chain.Count; i++)
        {
            var day = chain[i];
            foreach (var fault in day.Faults())
                yield return fault;
            if (i == 0)
                continue;
            var before = chain[i - 1];
            if (day.Region != before.Region)
                yield return FormattableString.Invariant($"{day.Day:O} is of region {day.Region}, the day before it of {before.Region}");
            if (day.Day <= before.Day)
                yield return FormattableString.Invariant($"{day.Region}: {day.Day:O} follows {before.Day:O}");
            if (day.Before != before.Hash())
                yield return FormattableString.Invariant($"{day.Region}, {day.Day:O}: it does not follow the day before as that stands here (its hash is {before.Hash()}, named is {day.Before})");
        }
    }
}

/// <summary>What the values of a frozen day rest on.</summary>
public enum FrozenBasis
{
    /// <summary>Said before the day began.</summary>
    Forecast,

    /// <summary>Made afterwards, from measured values.</summary>
    Measured,

    /// <summary>Made while the day ran, from a forecast that knows nothing of it: what could be said at 18:00 the day before.</summary>
    Begun,
}
