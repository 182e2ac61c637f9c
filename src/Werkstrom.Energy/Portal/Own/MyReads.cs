using System.Globalization;
using System.Text;
using System.Text.Json;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Meters;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Files;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Own;

/// <summary>Who read the quarter-hours of a customer, of the audit: only reads of times in which the contracts were theirs.</summary>
sealed class MyReads(AuditLog audit)
{
    /// <summary>The most reads of a file, the newest.</summary>
    public const int Most = 20_000;

    /// <summary>Them as CSV, the newest first, and whether there are more.</summary>
    public async Task<(string Csv, bool HasMore)> OfAsync(IReadOnlyList<Contract> contracts, CancellationToken stop)
    {
        List<(DateTimeOffset At, string Line)> reads = [];
        var hasMore = false;
        foreach (var own in contracts.GroupBy(c => c.Malo))
        {
            for (var skip = 0; ; skip += AuditLog.MostRows)
            {
                var rows = await audit.ListAsync(new() { Action = MeterValues.ReadAction, Entity = MeterValues.Entity, Key = own.Key, Skip = skip, Limit = AuditLog.MostRows }, stop);
                reads.AddRange(rows.Select(r => Line(r, own)).OfType<(DateTimeOffset, string)>());
                hasMore |= rows.Count == AuditLog.MostRows && skip + AuditLog.MostRows >= Most;
                if (rows.Count < AuditLog.MostRows || skip + AuditLog.MostRows >= Most)
                    break;
            }
        }

        StringBuilder text = new("read_at,who,delivery_point,from,to,purpose\r\n");
        foreach (var (_, line) in reads.OrderByDescending(r => r.At).Take(Most))
            text.Append(line).Append("\r\n");
        return (text.ToString(), hasMore || reads.Count > Most);
    }

    static (DateTimeOffset At, string Line)? Line(AuditRow row, IEnumerable<Contract> own)
    {
        using var note = JsonDocument.Parse(row.After ?? "{}");
        if (!Instant(note, "from", out var from) || !Instant(note, "to", out var to) || !own.Any(c => c.Meets(new(Quarters.Of(from), Quarters.Of(to) - Quarters.Of(from)))))
            return null; // of the time of somebody else at the same place
        var purpose = note.RootElement.TryGetProperty("purpose", out var given) ? given.GetString() ?? "" : "";
        return (row.At, string.Join(',', ((string[])[Stamp(row.At), row.ActorName, row.EntityKey, Stamp(from), Stamp(to), purpose]).Select(CsvCell.Quoted)));
    }

    static bool Instant(JsonDocument note, string name, out DateTimeOffset at)
    {
        at = default;
        return note.RootElement.ValueKind == JsonValueKind.Object && note.RootElement.TryGetProperty(name, out var given) && given.TryGetDateTimeOffset(out at);
    }

    static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
