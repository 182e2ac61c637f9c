using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Emulator.Plants;

namespace Werkstrom.Emulator.Sending;

/// <summary>Says how far the plant is: a line for people, or JSON lines for scripts.</summary>
/// <param name="plant">The plant.</param>
/// <param name="way">What it sends by.</param>
/// <param name="time">The real time.</param>
/// <param name="output">Takes the JSON lines; null for the line for people.</param>
/// <param name="people">Takes the line for people.</param>
/// <param name="isTerminal">Whether that line may be written over.</param>
sealed class PlantProgress(FilePlant plant, IWay way, TimeProvider time, TextWriter? output, TextWriter people, bool isTerminal)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly TimeSpan _pause = TimeSpan.FromSeconds(output is not null || isTerminal ? 1 : 10);
    long? _last;

    /// <summary>The page that shows the plant; null for none.</summary>
    public PlantPage? Page { get; init; }

    /// <summary>Says it when it is time to.</summary>
    public void Tell()
    {
        Page?.Show(plant, way);
        if (_last is { } last && time.GetElapsedTime(last) < _pause)
            return;
        _last = time.GetTimestamp();
        if (output is not null)
            output.WriteLine(JsonSerializer.Serialize(State(hasEnded: false), Json));
        else if (isTerminal)
            people.Write($"\r{Line()}\e[K");
        else
            people.WriteLine(Line());
    }

    /// <summary>Says the end.</summary>
    public void End()
    {
        output?.WriteLine(JsonSerializer.Serialize(State(hasEnded: true), Json));
        if (isTerminal && output is null)
            people.WriteLine();
        people.WriteLine($"Ended: {Line()}");
    }

    string Line()
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{plant.Now:yyyy-MM-dd HH:mm:ss}Z  {way.Taken} messages, {way.Acknowledged} acknowledged, {way.Waiting} waiting");
        if (way.Dropped > 0)
            line += $", {way.Dropped} refused or dropped";
        if (plant.Kept > 0)
            line += $", {plant.Kept} values behind a lost link";
        if (plant.Forgotten > 0)
            line += $", {plant.Forgotten} values forgotten behind a lost link";
        string[] wrong = [.. plant.Faults.Now.Select(f => f.Text), .. plant.Standing.Select(s => $"{s.Machine} stands: {s.Failure}")];
        return wrong.Length == 0 ? line : $"{line}; {string.Join(", ", wrong)}";
    }

    ProgressLine State(bool hasEnded) => new(
        plant.Now, way.Taken, way.Acknowledged, way.Waiting, way.Dropped, plant.Kept, plant.Forgotten,
        [.. plant.Faults.Now.Select(f => f.Text)], [.. plant.Standing.Select(s => $"{s.Machine}: {s.Failure}")], hasEnded);

    sealed record ProgressLine(
        DateTimeOffset Time, long Messages, long Acknowledged, int Waiting, long Dropped, int Kept, long Forgotten, string[] Faults, string[] Standing, bool Ended);
}
