using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Werkstrom.Energy.Index;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Pilots;

/// <summary>A day of the index as the partner gives it.</summary>
/// <param name="Day">The German day.</param>
/// <param name="Frozen">What was signed; null when nothing readable came.</param>
/// <param name="IsSigned">Whether the signature is that of one of the partner's keys.</param>
/// <param name="Reason">Why nothing came, as <see cref="EndAnswer.Reason"/>; empty when something did.</param>
sealed record ServedDay(DateOnly Day, FrozenDay? Frozen, bool IsSigned, string Reason)
{
    /// <summary>True when the partner said that it has no such day.</summary>
    public bool IsMissing => Reason == "status|404";
}

/// <summary>Reads the signed days of an interface.</summary>
static class ServedDays
{
    /// <summary>All days of a period, the oldest first.</summary>
    /// <returns>The days; or why none could be asked for, as a line of evidence.</returns>
    public static async Task<(List<ServedDay> Days, string? Fault)> ReadAsync(PartnerEnd end, DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (end.Target.Region.Length == 0)
            return ([], "no-region");
        var answer = await end.GetAsync("/api/energy/index/keys", stop);
        var keys = Keys(answer.Text);
        try
        {
            if (answer.Text is null || keys.Count == 0)
                return ([], answer.Reason.Length > 0 ? $"why|{answer.Reason}" : "no-keys");
            List<ServedDay> days = [];
            for (var day = from; day <= to; day = day.AddDays(1))
                days.Add(await DayAsync(end, day, keys, stop));
            return days.TrueForAll(d => d.Reason.Length > 0 && !d.IsMissing) ? ([], $"why|{days[0].Reason}") : (days, null);
        }
        finally
        {
            keys.ForEach(k => k.Dispose());
        }
    }

    static async Task<ServedDay> DayAsync(PartnerEnd end, DateOnly day, List<ECDsa> keys, CancellationToken stop)
    {
        var answer = await end.GetAsync(FormattableString.Invariant($"/api/energy/index/{end.Target.Region}/{day:yyyy-MM-dd}/seal"), stop);
        if (answer.Text is not { } text)
            return new(day, null, false, answer.Reason);
        try
        {
            var jws = JsonSerializer.Deserialize<SealView>(text, JsonSerializerOptions.Web)?.Jws ?? "";
            var signed = keys.Select(k => Jws.Read(jws, k)).FirstOrDefault(p => p is not null);
            var frozen = FrozenDay.Read(signed ?? Payload(jws));
            return new(day, frozen?.Day == day && frozen.Region == end.Target.Region ? frozen : null, signed is not null, "");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new(day, null, false, "");
        }
    }

    static byte[] Payload(string jws) => jws.Split('.') is [_, var payload, _] ? Base64Url.DecodeFromChars(payload) : [];

    static List<ECDsa> Keys(string? text)
    {
        List<ECDsa> keys = [];
        try
        {
            foreach (var jwk in JsonSerializer.Deserialize<JwkSet>(text ?? "{}", JsonSerializerOptions.Web)?.Keys ?? [])
                keys.Add(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64Url.DecodeFromChars(jwk.X), Y = Base64Url.DecodeFromChars(jwk.Y) } }));
        }
        catch (Exception e) when (e is JsonException or FormatException or CryptographicException or ArgumentNullException or NullReferenceException)
        {
            // what cannot be read signs nothing
        }

        return keys;
    }
}
