using System.Diagnostics;

namespace Werkstrom.KillTarget;

/// <summary>Starts victims on one folder, one after the other, and kills each (SIGKILL).</summary>
/// <param name="folder">The data folder; backups lie beside it.</param>
/// <param name="seed">Of what the victims write.</param>
sealed class Killer(string folder, int seed)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    int _run;

    /// <summary>What the victims have said.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>How many victims there were.</summary>
    public int Kills => _run;

    /// <summary>Of those that had no time to say they were ready: they were killed while they opened the folder or replayed the log.</summary>
    public int KillsAtStart { get; private set; }

    /// <summary>Kills a victim so long after it is ready.</summary>
    public Task KillAfterAsync(int milliseconds, string work) =>
        RunAsync(work, (process, ready) => ready.ContinueWith(_ => KillSoon(process, milliseconds), TaskScheduler.Default).Unwrap());

    /// <summary>Kills a victim so long after its start, be it ready or not.</summary>
    public Task KillAtStartAsync(int milliseconds, string work) => RunAsync(work, (process, _) => KillSoon(process, milliseconds));

    /// <summary>Lets a victim end itself at a step, <c>name:times</c>; kills it after a minute when it does not come to it.</summary>
    /// <returns>True when it came to it.</returns>
    public async Task<bool> KillAtStepAsync(string step, string work)
    {
        var said = await RunAsync($"{work} at={step}", (process, _) => KillSoon(process, (int)Longest.TotalMilliseconds));
        return said.Contains($"S {step[..step.IndexOf(':')]}");
    }

    async Task<List<string>> RunAsync(string work, Func<Process, Task, Task> kill)
    {
        using var process = Start(work);
        var errors = process.StandardError.ReadToEndAsync();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var killing = kill(process, ready.Task);
        List<string> said = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            Ledger.Add(line);
            if (line == "R")
                ready.TrySetResult();
        }

        await process.WaitForExitAsync();
        ready.TrySetResult();
        KillsAtStart += said.Contains("R") ? 0 : 1;
        if (await errors is { Length: > 0 } error)
            throw new InvalidOperationException($"A victim failed by itself: {error}");
        _ = killing; // where the process ended itself it still waits, and then finds nothing to kill
        return said;
    }

    static async Task KillSoon(Process process, int milliseconds)
    {
        try
        {
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(milliseconds));
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // it has ended
        }
    }

    Process Start(string work)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        var target = Path.Combine(AppContext.BaseDirectory, "Werkstrom.KillTarget.dll");
        foreach (var argument in (string[])[target, folder, $"{seed}", $"{++_run}", .. work.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
