using System.Globalization;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>One run of the verb <c>rul</c>. Exit codes: 0 said, 1 a file or option is wrong, 3 not enough to say.</summary>
sealed class RulSession(RulWishes wishes, TextWriter output, TextWriter errors, bool showsProgress, TimeProvider clock)
{
    static readonly CultureInfo English = CultureInfo.InvariantCulture;

    public int Run(CancellationToken stop)
    {
        if (Wrong() is { Count: > 0 } wrong)
            return Fail(wrong);
        try
        {
            var model = wishes.Model is { } path ? Load(path) : null;
            CsvJob job = new(Source(wishes.Train), Source(wishes.Test), wishes.Columns, wishes.Interval, model);
            RulProgress progress = new(errors, showsProgress && !wishes.IsJson, clock);
            var result = new CsvStudy(job, progress, stop).Run();
            progress.End();
            Write(result);
            return result.Units.Any(u => u.State != LifeState.Unknown) ? 0 : 3;
        }
        catch (CsvException fault)
        {
            return Fail(fault.Faults.Say(English));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Fail([fault.Message]);
        }
    }

    List<string> Wrong()
    {
        List<string> wrong = [];
        if (wishes.Train is null && wishes.Model is null)
            wrong.Add("--train FILE names the lives to learn from (or --model FILE a model that was kept).");
        if (wishes.Train is not null && wishes.Model is not null)
            wrong.Add("--train and --model: one of both; a model that was kept is not learned anew.");
        if (wishes.Model is not null && wishes.Test is null)
            wrong.Add("--model needs --test FILE: the units to ask about.");
        if (wishes.Save is not null && wishes.Model is not null)
            wrong.Add("--save keeps what --train learned; with --model there is nothing new.");
        if (wishes.Interval is not (>= 0.5 and <= 0.98))
            wrong.Add(string.Create(English, $"--interval: from 0.5 to 0.98, not {wishes.Interval}."));
        return wrong;
    }

    static CsvSource? Source(string? path) => path is null ? null : new(path, Path.GetFileName(path));

    static LifeModelFile Load(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{path}: there is no such file.");
        using var file = File.OpenRead(path);
        return LifeModelFile.Load(file);
    }

    void Write(CsvResult result)
    {
        if (wishes.IsJson)
            output.WriteLine(CsvTable.Json(result, wishes.Interval));
        else
            CsvTable.Print(output, result, wishes.Interval);
        if (wishes.Csv is { } csv)
            File.WriteAllText(csv, CsvTable.Csv(result));
        if (wishes.Save is { } path && result.Model is { } model)
        {
            using var file = File.Create(path);
            model.Save(file);
        }
        else if (wishes.Save is not null)
        {
            errors.WriteLine("--save: no model was learned, so none is kept.");
        }
    }

    int Fail(IReadOnlyList<string> why)
    {
        foreach (var line in why)
            errors.WriteLine(line);
        return 1;
    }
}

/// <summary>Shows how far it is, with the time left, on one line.</summary>
sealed class RulProgress(TextWriter to, bool shows, TimeProvider clock) : IProgress<CsvProgress>
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    readonly Lock _one = new();
    long _since = clock.GetTimestamp();
    long _shown;
    string _stage = "";

    public void Report(CsvProgress value)
    {
        if (!shows)
            return;
        lock (_one)
        {
            if (value.Stage != _stage)
                (_stage, _since) = (value.Stage, clock.GetTimestamp());
            if (_shown != 0 && clock.GetElapsedTime(_shown) < Between)
                return;
            _shown = clock.GetTimestamp();
            var spent = clock.GetElapsedTime(_since);
            var left = value.Share > 0.03 && spent > TimeSpan.FromSeconds(1) ? ", " + LifeText.Say(CultureInfo.InvariantCulture, "time.left", Span(spent * ((1 / value.Share) - 1))) : "";
            to.Write($"\r{LifeText.Say(CultureInfo.InvariantCulture, _stage)} {value.Share:0 %}{left}".PadRight(60));
        }
    }

    /// <summary>Clears the line.</summary>
    public void End()
    {
        if (shows)
            to.Write("\r" + new string(' ', 60) + "\r");
    }

    static string Span(TimeSpan span) => span.TotalSeconds < 90 ? $"{span.TotalSeconds:0} s" : $"{span.TotalMinutes:0} min";
}
