using Werkstrom.Energy;
using Werkstrom.Energy.Series;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Data;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Series;

/// <summary>Series of quarter-hours are completed and corrected, never lost, and every state can be read again.</summary>
public sealed class SeriesBookTests
{
    static readonly DateOnly Autumn = new(2024, 10, 27);

    static Task<Registries> OpenAsync(Engine engine) =>
        Registries.OpenAsync(engine, builder => { builder.Services.AddRegistry<EnergyDb>(); builder.Services.AddSingleton<SeriesBook>(); });

    [Theory, OnSqlite, OnPostgres]
    public async Task A_half_text_is_completed_by_a_later_one_and_the_state_between_can_be_read_again(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var book = registry.Get<SeriesBook>();
        var day = GermanTime.Day(Autumn); // 100 quarter-hours
        Assert.Equal(1, await book.PutAsync("spot/DE-LU", new("a", day.First, [7946, null, -13545]), "half", null, default));
        var between = await book.NowAsync(default);
        Assert.Equal(1, await book.PutAsync("spot/DE-LU", new("a", day.First, [.. Enumerable.Range(0, 100).Select(i => (int?)i)]), "whole", null, default));
        Assert.Equal(0, await book.PutAsync("spot/DE-LU", new("a", day.First, [0, 1]), "again", null, default));

        var then = await book.ReadAsync("spot/DE-LU", new(day.First - 1, 5), between, default);
        var now = await book.ReadAsync("spot/DE-LU", new(day.First + 98, 3), null, default);

        Assert.Equal((int?[])[null, 7946, null, -13545, null], [.. Enumerable.Range(day.First - 1, 5).Select(q => then[q])]);
        Assert.Equal((int?[])[98, 99, null], [.. Enumerable.Range(day.First + 98, 3).Select(q => now[q])]);
        Assert.Equal((Autumn, Autumn), await book.SpanAsync("spot/DE-LU", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_frozen_is_not_frozen_again(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var book = registry.Get<SeriesBook>();
        int?[] values = [.. Enumerable.Repeat((int?)50, 96)];
        Assert.True(await book.SealAsync("index/X", new(2024, 1, 1), values, "WGI-1", registry.Clock.GetUtcNow(), "a.b.c", default));
        Assert.False(await book.SealAsync("index/X", new(2024, 1, 1), values, "WGI-1", registry.Clock.GetUtcNow(), "a.b.c", default));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => book.SealAsync("index/X", new(2024, 1, 1), [51, .. values[1..]], "WGI-1", registry.Clock.GetUtcNow(), "a.b.d", default));
        Assert.Contains("2024-01-01 is frozen", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => book.SealAsync("index/X", new(2024, 3, 31), values, "WGI-1", registry.Clock.GetUtcNow(), "x", default));
    }
}
