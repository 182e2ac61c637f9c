using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Jobs;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Energy.Jobs;

/// <summary>A worker whose registry is away at its start, during a run, and comes back before a fault is written.</summary>
public sealed class RunWorkerTests
{
    [Fact]
    public async Task It_goes_on_with_each_run_and_says_once_that_it_waited()
    {
        using Told told = new(LogLevel.Information);
        // away twice at the start; run 1: away once; run 2: away, then a fault of the outage is written, then well; run 3: a fault of its own; run 4: well
        using Answers worker = new(told, ["away", "away", "cut", "away", "well", "away", "fault", "well", "fault", "well"]);
        await worker.StartAsync(default);

        await UntilAsync(() => worker.Asked.Count == 10);
        await worker.StopAsync(default);

        Assert.Equal([0, 0, 0, 1, 1, 2, 2, 2, 3, 4], worker.Asked);
        var waits = "Answers waits: not even a fault can be written to the registry; it goes on by itself";
        var goesOn = "Answers goes on: the registry is there again";
        Assert.Equal([waits, goesOn, waits, goesOn, waits, goesOn], told.Lines);
    }

    sealed class Answers(ILogger log, string[] answers) : RunWorker(new Fast(), log)
    {
        public List<long> Asked { get; } = [];

        protected override Task<List<long>> CutAsync(CancellationToken stop) => Task.FromResult<List<long>>(Answer(0) ? [1, 2, 3, 4] : []);

        protected override Task<bool> WorkAsync(long id, CancellationToken stop) => Task.FromResult(Answer(id));

        bool Answer(long id)
        {
            var answer = answers[Asked.Count];
            Asked.Add(id);
            return answer == "away" ? throw new IOException("away") : answer != "fault";
        }
    }

    // nobody waits for the pause
    sealed class Fast : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
