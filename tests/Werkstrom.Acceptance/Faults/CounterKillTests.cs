using System.Net.Http.Json;
using System.Text.Json;

namespace Werkstrom.Acceptance.Faults;

/// <summary>The counters of a source are those of what was answered, also when the program is killed right after.</summary>
public sealed class CounterKillTests : IAsyncLifetime, IDisposable
{
    const int Kills = 3;
    const long Start = 1_760_000_000;

    readonly Running _program = new();
    HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        await _program.StartAsync();
        _client = await _program.ClientAsync("engineer");
    }

    public void Dispose() => _client?.Dispose();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _program.DisposeAsync();
    }

    [Fact]
    public async Task Given_kills_right_after_answers_When_started_again_Then_no_counter_has_lost_anything()
    {
        var (accepted, rejected, sent) = (0, 0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var request = 0; request < 50; request++)
            {
                // ten lines, the last one bad: answered 400, and nine are stored
                var lines = string.Concat(Enumerable.Range(0, 9).Select(i => $"kill,k={i} v={i} {Start + sent}\n"));
                using var answer = await _client.PostAsync(new Uri(_program.Address, "write?precision=s"), new StringContent(lines + "kill v=zwei\n"));
                Assert.Equal(400, (int)answer.StatusCode);
                (accepted, rejected, sent) = (accepted + 9, rejected + 1, sent + 1);
            }

            await _program.KillAsync();
            await _program.StartAsync();
            Assert.Equal((accepted, rejected, accepted), await CountsAsync());
        }
    }

    async Task<(int Accepted, int Rejected, int Late)> CountsAsync()
    {
        var sources = (await _client.GetFromJsonAsync<JsonElement[]>(new Uri(_program.Address, "api/connect/sources")))!;
        var source = Assert.Single(sources);
        return (source.GetProperty("accepted").GetInt32(), source.GetProperty("rejected").GetInt32(), source.GetProperty("late").GetInt32());
    }
}
