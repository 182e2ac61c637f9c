using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Werkstrom.Energy.Index;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Pilots;

/// <summary>
/// Plays a partner on top of what this house really serves, with a fault if it is told one. It signs with a key of its own, so that days that it changed
/// still have a signature and nothing it made up can be taken for a day of this house. Values are those of this house; the instants are its own: it signs
/// each day some minutes before 18:00 of the day before, also days that this house made afterwards, and 40 to 99 minutes after it when it is late.
/// </summary>
sealed class StandIn(StandInFault fault)
{
    const int EveryDay = 7, EveryRow = 5;

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly Dictionary<DateOnly, string> _hashes = [];
    readonly Lock _one = new();

    /// <summary>What the partner would answer; null: it has nothing there.</summary>
    /// <param name="path">What was asked for.</param>
    /// <param name="text">What this house answers.</param>
    public string? Answer(string path, string text) => path switch
    {
        _ when path.EndsWith("/seal", StringComparison.Ordinal) => Seal(text),
        _ when path.EndsWith("/index/keys", StringComparison.Ordinal) => JsonSerializer.Serialize(new JwkSet([Jwk()]), JsonSerializerOptions.Web),
        _ when path.Contains("/gsi/prediction", StringComparison.Ordinal) => Rows(text, "forecast", "gsi", "eevalue", "co2_g_standard"),
        _ when path.Contains("/marketdata", StringComparison.Ordinal) => Rows(text, "data", "marketprice"),
        _ => text,
    };

    string? Seal(string text)
    {
        var view = JsonSerializer.Deserialize<SealView>(text, JsonSerializerOptions.Web)!;
        if (fault == StandInFault.Gaps && view.Day.DayNumber % EveryDay == 0)
            return null;
        if (FrozenDay.Read(Base64Url.DecodeFromChars(view.Jws.Split('.')[1])) is not { } day)
            return text;
        lock (_one)
        {
            // the chain is that of the days it gives, in the order in which they are asked for
            var own = day with { Before = _hashes.GetValueOrDefault(day.Day.AddDays(-1), day.Before), FrozenAt = At(day.Day), Basis = FrozenBasis.Forecast };
            _hashes[day.Day] = own.Hash();
            var jws = own.Sign(_key, Jwk().Kid);
            return JsonSerializer.Serialize(view with { Jws = fault == StandInFault.Forged && day.Day.DayNumber % EveryDay == 0 ? Changed(own, jws) : jws }, JsonSerializerOptions.Web);
        }
    }

    // 5 to 34 minutes before it is due; late: 40 to 99 minutes after
    DateTimeOffset At(DateOnly day) => FreezeDesk.Due(day).AddMinutes(fault == StandInFault.Late ? 40 + (day.DayNumber % 60) : -5 - (day.DayNumber % 30));

    // one value is another one, the signature is that of before
    static string Changed(FrozenDay day, string jws)
    {
        byte[] values = [.. day.Values];
        values[0] = (byte)(values[0] == 100 ? 0 : values[0] + 1);
        var parts = jws.Split('.');
        return $"{parts[0]}.{Base64Url.EncodeToString((day with { Values = values }).Canonical())}.{parts[2]}";
    }

    string Rows(string text, string list, params string[] fields)
    {
        var document = JsonNode.Parse(text)!;
        if (fault is not (StandInFault.Gaps or StandInFault.Nulls) || document[list] is not JsonArray rows)
            return text;
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (i % EveryRow != EveryRow - 1)
                continue;
            if (fault == StandInFault.Gaps)
            {
                rows.RemoveAt(i);
                continue;
            }

            foreach (var field in fields)
                rows[i]![field] = null;
        }

        return document.ToJsonString();
    }

    Jwk Jwk()
    {
        var q = _key.ExportParameters(false).Q;
        var (x, y) = (Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
        return new("EC", "P-256", "sig", "ES256", Jws.Thumbprint(x, y), x, y);
    }
}
