using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>A study of uploaded files.</summary>
sealed class CsvRunning(string id, string names, DateTimeOffset startedAt) : IProgress<CsvProgress>
{
    /// <summary>Its number, hard to guess.</summary>
    public string Id => id;

    /// <summary>The files.</summary>
    public string Names => names;

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>How far it is.</summary>
    public CsvProgress Progress { get; private set; } = new("stage.wait", 0);

    /// <summary>When the stage began.</summary>
    public DateTimeOffset StageAt { get; private set; } = startedAt;

    /// <summary>What was found; null until the end.</summary>
    public CsvResult? Result { get; set; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public CsvFaults? Faults { get; set; }

    /// <summary>It broke for a reason of its own.</summary>
    public string? Broken { get; set; }

    /// <summary>Whether it is over.</summary>
    public bool IsDone => Result is not null || Faults is not null || Broken is not null;

    public void Report(CsvProgress value)
    {
        if (value.Stage != Progress.Stage)
            StageAt = TimeProvider.System.GetUtcNow();
        Progress = value;
    }
}

/// <summary>Studies of uploaded files, one after the other; the last ones are kept in memory, the files only while they are read.</summary>
sealed class CsvJobs(DataFolder data, IHostApplicationLifetime host, TimeProvider time) : IDisposable
{
    const int Kept = 20;

    readonly SemaphoreSlim _one = new(1, 1);
    readonly ConcurrentDictionary<string, CsvRunning> _all = [];

    /// <summary>A study by its number; null when it is not known, or was long ago.</summary>
    public CsvRunning? Find(string? id) => id is not null && _all.TryGetValue(id, out var found) ? found : null;

    /// <summary>Takes files and starts a study.</summary>
    public async Task<CsvRunning> StartAsync(IFormFile train, IFormFile? test, CsvWishes wishes, CancellationToken stop)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        CsvSource first = new(await KeepAsync(id, 1, train, stop), Path.GetFileName(train.FileName));
        var second = test is null ? null : new CsvSource(await KeepAsync(id, 2, test, stop), Path.GetFileName(test.FileName));
        CsvRunning running = new(id, second is null ? first.Name : $"{first.Name}, {second.Name}", time.GetUtcNow());
        _all[id] = running;
        foreach (var old in _all.Values.OrderByDescending(r => r.StartedAt).Skip(Kept).Where(r => r.IsDone))
            _all.TryRemove(old.Id, out _);
        _ = Task.Run(() => RunAsync(running, new(first, second, wishes, 0.9, null), host.ApplicationStopping), CancellationToken.None);
        return running;
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    async Task RunAsync(CsvRunning running, CsvJob job, CancellationToken stop)
    {
        try
        {
            await _one.WaitAsync(stop);
            try
            {
                running.Result = new CsvStudy(job, running, stop).Run();
            }
            finally
            {
                _one.Release();
            }
        }
        catch (CsvException fault)
        {
            running.Faults = fault.Faults;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or ArgumentException or OperationCanceledException)
        {
            running.Broken = fault.Message;
        }
        finally
        {
            File.Delete(job.Train!.Path);
            if (job.Test is { } test)
                File.Delete(test.Path);
        }
    }

    async Task<string> KeepAsync(string id, int number, IFormFile file, CancellationToken stop)
    {
        var path = Path.Combine(data.Temporary, $"life-{id}-{number}");
        await using var to = File.Create(path);
        await file.CopyToAsync(to, stop);
        return path;
    }
}
