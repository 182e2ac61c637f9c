using System.Net.Http.Json;
using System.Text.Json;

namespace Werkstrom.Acceptance.Faults;

/// <summary>The counters of a source are those of what was answered, also when the program is killed right after.</summary>
public sealed class CounterKillTests : IAsyncLifetime
{
    const int Kills = 3;
    const long Start = 1_760_000_000;

    readonly Running _program = new();

    public Task InitializeAsync() => _program.StartAsync();

    public async Task DisposeAsync() => await _program.DisposeAsync();

    [Fact]
    public async Task Given_kills_right_after_answers_When_started_again_Then_no_counter_has_lost_anything()
    {
        using var client = await _program.ClientAsync("engineer");
        var (accepted, rejected, sent) = (0, 0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var http = new HttpClient { BaseAddress = _program.Address };
            http.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
            for (var request = 0; request < 50; request++)
            {
                // ten lines, the last one bad: answered 400, and nine are stored
                var lines = string.Concat(Enumerable.Range(0, 9).Select(i => $"kill,k={i} v={i} {Start + sent}\n"));
                using var answer = await http.PostAsync(new Uri("write?precision=s", UriKind.Relative), new StringContent(lines + "kill v=zwei\n"));
                Assert.Equal(400, (int)answer.StatusCode);
                (accepted, rejected, sent) = (accepted + 9, rejected + 1, sent + 1);
            }

            await _program.KillAsync();
            await _program.StartAsync();
            Assert.Equal((accepted, rejected, accepted), await CountsAsync(client));
        }
    }

    async Task<(int Accepted, int Rejected, int Late)> CountsAsync(HttpClient client)
    {
        using var http = new HttpClient { BaseAddress = _program.Address };
        http.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        var sources = (await http.GetFromJsonAsync<JsonElement[]>(new Uri("api/connect/sources", UriKind.Relative)))!;
        var source = Assert.Single(sources);
        return (source.GetProperty("accepted").GetInt32(), source.GetProperty("rejected").GetInt32(), source.GetProperty("late").GetInt32());
    }
}
