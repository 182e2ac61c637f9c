using Microsoft.Extensions.Logging;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>Asks a source once for all that is missing, keeps what it gives, and what it gives that nobody understands.</summary>
sealed partial class SourceRunner(SourceShelf shelf, SourceReader reader, SourcePlan plan, MarketBook book, TimeProvider clock, ILogger<SourceRunner> log) : IDisposable
{
    /// <summary>So many stretches of days are asked for at once.</summary>
    const int MostAsked = 4;

    readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Runs a source.</summary>
    public async Task<SourceState> RunAsync(MarketSource source, CancellationToken stop)
    {
        await _one.WaitAsync(stop); // the worker and a person who presses the button must not ask for the same
        try
        {
            var state = (await shelf.StatesAsync(stop)).GetValueOrDefault(source.Key) ?? new() { Key = source.Key };
            var now = clock.GetUtcNow();
            state.Tried = now;
            try
            {
                await AskAsync(source, state, now, stop);
            }
            catch (SourceException e)
            {
                Fail(source, state, e.Reason, e.Wait, now);
            }

            await shelf.SaveAsync(state, stop);
            return state;
        }
        finally
        {
            _one.Release();
        }
    }

    async Task AskAsync(MarketSource source, SourceState state, DateTimeOffset now, CancellationToken stop)
    {
        var wanted = await plan.WantedAsync(source, now, stop);
        var secret = shelf.Secret(source);
        Tally tally = new();
        foreach (var range in wanted.Take(MostAsked))
        {
            foreach (var text in await reader.FetchAsync(source, secret, range, state, stop))
                await TakeAsync(source, text, secret, tally, stop);
        }

        var left = await plan.WantedAsync(source, now, stop);
        state.Missing = await plan.MissingAsync(source, left, stop);
        state.Steps = Steps(state.Steps, tally.Steps);
        if (tally.Faults > 0 && tally.Values == 0)
        {
            Fail(source, state, $"faults|{tally.Faults}|{tally.First}", null, now);
            return;
        }

        if (tally.Values > 0 || wanted.Count == 0 || tally.IsSame)
            state.Good = now;
        state.Failures = 0;
        state.Reason = tally.Faults > 0 ? $"partly|{tally.Faults}|{tally.First}" : state.Missing > 0 ? $"gap|{state.Missing}" : "";
        state.Next = SourcePlan.Next(source, left, now);
    }

    async Task TakeAsync(MarketSource source, SourceText text, string secret, Tally tally, CancellationToken stop)
    {
        if (text.Text is not { } given)
        {
            tally.IsSame = true;
            return;
        }

        if (secret.Length > 0)
            given = given.Replace(secret, "…", StringComparison.Ordinal); // a provider that repeats the question must not put our token among the texts
        var answer = MarketFormats.Read(source.Format, given, text.Wanted);
        var prices = answer with { Series = [.. answer.Series.Where(s => s.Name != "eevalue")] };
        tally.Values += prices.Series.Sum(s => s.Values.Count);
        tally.Steps.UnionWith(prices.Series.Where(s => s.Values.Count > 0).SelectMany(s => s.Steps));
        if (answer.Faults.Count > 0)
        {
            tally.Faults += answer.Faults.Count;
            tally.First ??= answer.Faults[0].ToString().Replace('|', '/');
            await shelf.LayAsync(source.Key, text.Address, given, answer.Faults, stop);
        }

        await book.KeepAsync(prices, source.KeptAs, answer.Source, stop);
    }

    void Fail(MarketSource source, SourceState state, string reason, TimeSpan? wait, DateTimeOffset now)
    {
        state.Failures++;
        state.Reason = reason;
        state.Next = SourcePlan.After(state.Failures, wait, now);
        LogFailed(source.Key, reason, state.Failures, state.Next.Value);
    }

    /// <summary><c>15</c>; <c>60 → 15</c> when the step of the values has changed, until it changes again.</summary>
    static string Steps(string before, SortedSet<int> steps)
    {
        if (steps.Count == 0)
            return before;
        var now = string.Join(" + ", steps.Select(s => s * 15));
        var last = before.Split(" → ")[^1];
        return last.Length == 0 || last == now ? (before.Length == 0 ? now : before) : $"{last} → {now}";
    }

    [LoggerMessage(7201, LogLevel.Warning, "Market data of {Source}: {Reason} ({Failures} times in a row); next at {Next:O}")]
    partial void LogFailed(string source, string reason, int failures, DateTimeOffset next);

    /// <summary>What came of one run.</summary>
    sealed class Tally
    {
        public int Values { get; set; }

        public int Faults { get; set; }

        public bool IsSame { get; set; }

        public string? First { get; set; }

        public SortedSet<int> Steps { get; } = [];
    }
}
