using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Health;
using Werkstrom.Tests.Condition.Cases;

namespace Werkstrom.Tests.Condition.Health;

/// <summary>While machines are learned for the first time: what is learned first, and what pages say meanwhile.</summary>
public sealed class LearningTests(SparseHost sparse) : IClassFixture<SparseHost>
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    static readonly int[] Assets = [4, 7, 9];

    [Fact]
    public void The_machine_that_failed_most_is_learned_first_and_of_equal_ones_the_first()
    {
        HealthEntry[] among = [.. Assets.Select(asset => new HealthEntry(asset, new([], null, [])))];

        Assert.Equal(9, HealthWorker.MostFailed(among, [7, 9, 9, 3, 3, 3]).AssetId); // 3 is learned already
        Assert.Equal(4, HealthWorker.MostFailed(among, [7, 4]).AssetId);
        Assert.Equal(4, HealthWorker.MostFailed(among, []).AssetId);
    }

    [Theory]
    [InlineData("/cases", "de", "Die Vergangenheit wird noch gelernt: 3 von 8 Maschinen")]
    [InlineData("/cases", "en", "Still learning the past: 3 of 8 machines")]
    [InlineData("/", "de", "Die Vergangenheit wird noch gelernt: 3 von 8 Maschinen")]
    public async Task Cases_and_Today_say_how_far_it_is_until_all_are_learned(string path, string language, string said)
    {
        await sparse.Host.MachineSignalAsync("lernt/m1/a"); // a plant without anything is welcomed
        var book = sparse.Host.Services.GetRequiredService<HealthBook>();
        var (took, page) = (Stopwatch.StartNew(), "");
        while (took.Elapsed < Limit && !page.Contains(said, StringComparison.Ordinal))
        {
            book.Progress = new(3, 8, 1); // the worker of this plant, which has nothing to learn, says so every ten seconds
            page = await sparse.Host.PageAsync(path, language);
        }

        Assert.Contains(said, page, StringComparison.Ordinal);
        book.Progress = new(0, 0, null);
        Assert.DoesNotContain(said, await sparse.Host.PageAsync(path, language), StringComparison.Ordinal);
    }
}
