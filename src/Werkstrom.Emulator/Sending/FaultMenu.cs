using System.Collections.Concurrent;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;

namespace Werkstrom.Emulator.Sending;

/// <summary>The fault menu at the keyboard, or in a pipe: one line, one fault or question.</summary>
/// <param name="plant">Whose faults.</param>
/// <param name="output">Takes the answers.</param>
sealed class FaultMenu(FilePlant plant, TextWriter output)
{
    static readonly string[] Words = ["help", "signals", "faults", "clear", "quit", "stuck", "drift", "spike", "link", "clock", "tool"];

    readonly ConcurrentQueue<(string Line, TaskCompletionSource<MenuAnswer>? Asked)> _lines = new();
    readonly FaultText _text = new(plant.Plan.Machines);

    /// <summary>Whether somebody wrote <c>quit</c>.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Reads lines from now on, until there are no more.</summary>
    public void Listen(TextReader input) => new Thread(() => Take(input)) { IsBackground = true, Name = "fault menu" }.Start();

    /// <summary>Does what was written since.</summary>
    public void Work()
    {
        while (_lines.TryDequeue(out var next))
        {
            if (next.Line.Trim() is not { Length: > 0 } text)
                next.Asked?.TrySetResult(new(false, "Nothing was written."));
            else if (next.Asked is { } asked)
                asked.TrySetResult(new(TryAnswer(text, out var said), said));
            else
                output.WriteLine(Answer(text));
        }
    }

    /// <summary>Has a line done by the plant, from another thread.</summary>
    public Task<MenuAnswer> AskAsync(string line)
    {
        TaskCompletionSource<MenuAnswer> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _lines.Enqueue((line, asked));
        return asked.Task;
    }

    /// <summary>Does one line and says what came of it.</summary>
    public string Answer(string line)
    {
        TryAnswer(line, out var said);
        return said;
    }

    // false when nothing came of it
    bool TryAnswer(string line, out string said)
    {
        said = Do(line, out var isDone);
        return isDone;
    }

    string Do(string line, out bool isDone)
    {
        isDone = true;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "help" or "?":
                return Help();
            case "signals":
                return string.Join('\n', plant.Plan.Machines.SelectMany(m => m.Signals.Select(s => $"  {m.Path}/{s.Name}")));
            case "faults":
                return Now();
            case "clear":
                return Clear(words.Length > 1 ? words[1] : null);
            case "quit" or "exit":
                IsOver = true;
                return "Ending";
            case var word when !Words.Contains(word):
                isDone = false;
                return $"'{word}' is not known.{Nearest.Hint(word, Words)} 'help' shows all.";
            default:
                if (_text.Read(line, isTimed: false, out var why) is not { } order)
                {
                    isDone = false;
                    return why;
                }

                plant.Begin(order);
                return $"Begun: {order.Text}";
        }
    }

    void Take(TextReader input)
    {
        while (input.ReadLine() is { } line)
            _lines.Enqueue((line, null));
    }

    string Clear(string? target)
    {
        var count = plant.Clear(target);
        if (count == 0 && target is not null)
            return $"Nothing holds for '{target}'.{Nearest.Hint(target, plant.Faults.Now.Select(f => f.Target))}";
        return $"Cleared: {count}";
    }

    string Now()
    {
        string[] lines =
        [
            .. plant.Faults.Now.Select(f => $"  {f.Text}"), .. plant.Standing.Select(s => $"  {s.Machine} stands: {s.Failure}"),
            $"  {plant.Faults.Later} to come",
        ];
        return string.Join('\n', lines);
    }

    string Help()
    {
        var machine = plant.Plan.Machines[0];
        var signal = $"{machine.Path}/{(machine.Signals.FirstOrDefault(s => s.Form is not StateForm) ?? machine.Signals[0]).Name}";
        (string Line, string Does)[] rows =
        [
            ($"stuck {signal} for 5m", "the sensor keeps its value"),
            ($"drift {signal} 2.5", "it wanders off by 2.5 an hour"),
            ($"spike {signal} 40", "one value is off by 40"),
            ($"link {machine.Path} for 2m", "no network; the values are sent later, with 'drop' never"),
            ($"clock {machine.Path} -90s", "its clock is wrong"),
            ($"tool {machine.Path}", "the tool breaks"),
            ("clear [NAME]", "ends the faults of a machine or signal, or all"),
            ("faults", "what holds now"),
            ("signals", "all names"),
            ("quit", "ends"),
        ];
        var width = rows.Max(r => r.Line.Length) + 2;
        return string.Join('\n', rows.Select(r => $"  {r.Line.PadRight(width)}{r.Does}")) + "\n  For a machine 'all' names every one.";
    }
}

/// <summary>What came of a line.</summary>
/// <param name="IsDone">Whether it was done.</param>
/// <param name="Text">What is said of it.</param>
sealed record MenuAnswer(bool IsDone, string Text);
