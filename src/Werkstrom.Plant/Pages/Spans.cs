using Werkstrom.Ui;

namespace Werkstrom.Plant.Pages;

/// <summary>Lengths of time as people say them.</summary>
static class Spans
{
    /// <summary>In its largest fitting unit, with the digits that it bears: <c>1 s</c>, <c>1.5 min</c>, <c>1 h</c>.</summary>
    public static string Text(TimeSpan span) => span.TotalSeconds switch
    {
        < 1 => $"{Format.Number(span.TotalMilliseconds)}\u00A0ms",
        < 60 => $"{Format.Number(span.TotalSeconds)}\u00A0s",
        < 3_600 => $"{Format.Number(span.TotalMinutes)}\u00A0min",
        < 172_800 => $"{Format.Number(span.TotalHours)}\u00A0h",
        _ => Format.Rough(span),
    };
}
