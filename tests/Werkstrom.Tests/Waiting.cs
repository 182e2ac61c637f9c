using System.Diagnostics;

namespace Werkstrom.Tests;

/// <summary>Waiting that has an end, which a slow machine does not reach.</summary>
static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Waits until a condition holds.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds())
            await Task.Delay(5, limit.Token);
    }

    /// <summary>Asks until a condition holds.</summary>
    /// <param name="holds">Asked ten times a second.</param>
    /// <param name="said">What is said when it never does.</param>
    public static Task UntilAsync(Func<Task<bool>> holds, Func<string>? said = null) => UntilAsync(holds, answer => answer, said);

    /// <summary>Asks until an answer is as it should be, and gives it.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isRight, Func<string>? said = null)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isRight(answer))
                return answer;
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, said?.Invoke() ?? $"It did not come about within {Limit.TotalSeconds} s.");
            await Task.Delay(100);
        }
    }
}
