using Xunit.Abstractions;

namespace Werkstrom.Acceptance.Faults;

/// <summary>
/// The promise of the program: what it acknowledged over HTTP is there exactly once, whenever it is killed. Writers send to days
/// long past (so that closing and late samples happen under the load) and to now, each writer to signals of its own.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    const int Kills = 8;
    const int Writers = 3;

    [Fact]
    public async Task Given_a_kill_at_any_moment_When_started_again_Then_every_acknowledged_sample_is_there_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var program = new Running();
        await program.StartAsync();
        using var first = await program.ClientAsync("read,write");
        var token = first.DefaultRequestHeaders.Authorization!;
        var sent = Enumerable.Range(0, Writers).Select(w => new NumberWriter(w)).ToArray();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var client = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };
            using var stop = new CancellationTokenSource();
            var load = Task.WhenAll(sent.Select(w => w.SendAsync(client, stop.Token)));
            // odd ones wait until something was acknowledged, so that a slow machine proves something too
            if (kill % 2 == 1)
                await Task.WhenAny(Task.WhenAny(sent.Select(w => w.FirstAsync())), Task.Delay(TimeSpan.FromSeconds(20)));
            await Task.Delay(random.Next(30, 900));
            await program.KillAsync();
            await stop.CancelAsync();
            await load;
            await program.StartAsync();
        }

        using var reader = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { Authorization = token } };
        foreach (var writer in sent)
            await writer.CheckAsync(reader);
        output.WriteLine($"{sent.Sum(w => w.Acknowledged)} samples acknowledged over {Kills} kills");
        Assert.True(sent.Sum(w => w.Acknowledged) > Kills * 100, "Too little was written to prove anything.");
    }
}
