using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Condition.Work;

/// <summary>The slot of an order for a calendar: iCalendar, <see href="https://www.rfc-editor.org/rfc/rfc5545">RFC 5545</see>.</summary>
sealed class WorkCalendar(AssetCatalog assets, PublicAddress address)
{
    const int MostOctets = 75;

    /// <summary>A file with one event; the order must have a slot.</summary>
    /// <param name="order">The order.</param>
    /// <param name="asking">The request, for the address in it.</param>
    public byte[] Of(WorkOrder order, HttpRequest? asking)
    {
        var link = address.Of(WorkWords.Page(order.Id), asking);
        var place = order.AssetId is { } id && assets.TryGet(id, out var asset) ? asset.ShownPath : null;
        string[] lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Werkstrom//Werkstrom//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
            string.Create(CultureInfo.InvariantCulture, $"UID:work-order-{order.Id}-{order.At.ToUnixTimeMilliseconds()}@werkstrom"),
            string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{order.Revision}"),
            $"DTSTAMP:{Utc(order.RecordedAt)}",
            $"DTSTART:{Utc(order.PlannedFrom!.Value)}",
            .. order.PlannedTo is { } to ? [$"DTEND:{Utc(to)}"] : Array.Empty<string>(),
            $"SUMMARY:{Text(order.Title)}",
            .. place is null ? Array.Empty<string>() : [$"LOCATION:{Text(place)}"],
            $"DESCRIPTION:{Text(string.Join('\n', Description(order)))}",
            $"URL:{link}",
            $"STATUS:{(order.State == WorkState.Cancelled ? "CANCELLED" : "CONFIRMED")}",
            "END:VEVENT", "END:VCALENDAR",
        ];
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => Fold(line) + "\r\n")));
    }

    static IEnumerable<string> Description(WorkOrder order) =>
        new[] { order.Part, order.Skill, order.Assignee, order.Remark }.OfType<string>().Concat(order.Checklist.Select(line => $"{(line.IsDone ? "☑" : "☐")} {line.Text}"));

    static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    static string Text(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Folds a line longer than 75 octets; a character is never cut in two.</summary>
    internal static string Fold(string line)
    {
        StringBuilder folded = new();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }
}
