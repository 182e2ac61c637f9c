using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Trials;
using Werkstrom.Ui;

namespace Werkstrom.Cooperation.Checks;

/// <summary>Runs checks in the background, one at a time for a pilot: they go on when the reader leaves, say how far they are, and can be ended.</summary>
sealed partial class CheckRunner(
    CheckBook book, CriterionDesk criteria, ConnectionDesk connections, Actor actor, IAudit audit, IOptions<UiOptions> ui, IHostApplicationLifetime life, TimeProvider clock, ILogger<CheckRunner> log)
    : IPilotEnd, IDisposable
{
    readonly ConcurrentDictionary<int, (Task Work, CancellationTokenSource End)> _running = new();
    readonly SemaphoreSlim _gate = new(1, 1);

    public void Dispose() => _gate.Dispose();

    /// <summary>Whether a check of a pilot runs.</summary>
    public bool IsRunning(int pilotId) => _running.ContainsKey(pilotId);

    /// <summary>Begins a check.</summary>
    public async Task<Outcome> StartAsync(Seat seat, CancellationToken stop) =>
        !seat.MayWrite ? Outcome.Conflict("fault.guest") : !seat.Pilot.IsOpen ? Outcome.Conflict("fault.closed") : await StartAsync(seat.Pilot.Id, stop);

    /// <summary>Begins a check of a pilot, by who acts.</summary>
    public async Task<Outcome> StartAsync(int pilotId, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            if (IsRunning(pilotId))
                return Outcome.Conflict("fault.running");
            var all = await criteria.AllAsync(pilotId, stop);
            if (all.Count == 0)
                return Outcome.Conflict("fault.criteria");
            var connection = await connections.ReadAsync(pilotId, stop);
            var check = await book.BeginAsync(pilotId, connection, all.Count, actor.Name, stop);
            await audit.NoteAsync("pilot.checked", "cooperation_pilot", $"{pilotId}", null, stop);
            var end = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping);
            TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using (actor.Keep()) // what is read for it is read by who began it
            {
                _running[pilotId] = (Task.Run(async () =>
                {
                    await begun.Task; // so that it stands in the list before it takes itself out
                    await RunAsync(check, all, connections.Target(connection), end);
                }, CancellationToken.None), end);
            }

            begun.SetResult();
            return Outcome.Made(check.Id);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits until the check of a pilot is over.</summary>
    public Task WaitAsync(int pilotId, CancellationToken stop) => _running.TryGetValue(pilotId, out var run) ? run.Work.WaitAsync(stop) : Task.CompletedTask;

    /// <summary>Ends the check of a pilot that runs.</summary>
    public async Task<Outcome> CancelAsync(Seat seat)
    {
        if (!seat.MayWrite)
            return Outcome.Conflict("fault.guest");
        if (!_running.TryGetValue(seat.Pilot.Id, out var run))
            return Outcome.Conflict("fault.idle");
        await run.End.CancelAsync();
        return Outcome.Done;
    }

    /// <inheritdoc/>
    public async Task EndAsync(int pilotId, CancellationToken stop)
    {
        if (_running.TryGetValue(pilotId, out var run))
            await run.End.CancelAsync();
    }

    async Task RunAsync(Check check, List<Criterion> all, TrialTarget target, CancellationTokenSource end)
    {
        try
        {
            List<Verdict> verdicts = [];
            foreach (var criterion in all)
                verdicts.Add(await OneAsync(check, criterion, target, end.Token));
            await book.EndAsync(check, CheckState.Done, Judge.Of(verdicts), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await EndedAsync(check);
        }
        catch (Exception e) // the root of the work: whatever it was, the pilot can be checked again
        {
            Failed(log, check.PilotId, e);
            await EndedAsync(check);
        }
        finally
        {
            _running.TryRemove(check.PilotId, out _);
            end.Dispose();
        }
    }

    async Task EndedAsync(Check check)
    {
        if (!life.ApplicationStopping.IsCancellationRequested)
            await book.EndAsync(check, CheckState.Cancelled, Feasible.Unknown, CancellationToken.None); // it is over, also when whoever began it is gone
    }

    async Task<Verdict> OneAsync(Check check, Criterion criterion, TrialTarget target, CancellationToken stop)
    {
        var trial = criteria.Find(criterion.Trial);
        var answer = criterion.Kind == CriterionKind.People ? null : trial is null ? new(null, ["trial.gone"]) : await AnswerAsync(trial, criterion, target, stop);
        var verdict = answer is null ? criterion.Verdict : Judge.Of(answer.Measured, criterion.LimitValue ?? 0, criterion.IsAtLeast);
        await book.AddAsync(check, id => new()
        {
            Id = id,
            CheckId = check.Id,
            CriterionId = criterion.Id,
            Trial = criterion.Trial,
            Name = criterion.Name,
            Outcome = verdict,
            Measured = answer?.Measured,
            LimitValue = criterion.LimitValue,
            IsAtLeast = criterion.IsAtLeast,
            Unit = trial?.Shape.Unit ?? "",
            Evidence = answer is null ? criterion.Reasons.ReplaceLineEndings(" ") : string.Join('\n', answer.Evidence),
            Advice = answer?.Advice ?? "",
        }, stop);
        return verdict;
    }

    // a fault in one trial must not hide what the others find
    async Task<TrialAnswer> AnswerAsync(ITrial trial, Criterion criterion, TrialTarget target, CancellationToken stop)
    {
        try
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(ui.Value.TimeZone);
            var yesterday = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime).AddDays(-1);
            return await trial.RunAsync(target, yesterday.AddDays(1 - criterion.Days), yesterday, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            TrialFailed(log, trial.Key, criterion.PilotId, e);
            return new(null, ["trial.failed"]);
        }
    }

    [LoggerMessage(7700, LogLevel.Error, "The check of pilot {Pilot} failed")]
    static partial void Failed(ILogger log, int pilot, Exception cause);

    [LoggerMessage(7701, LogLevel.Error, "The trial {Trial} of pilot {Pilot} failed")]
    static partial void TrialFailed(ILogger log, string trial, int pilot, Exception cause);
}
