using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Today;

namespace Werkstrom.Tests.Plant;

/// <summary>What came from a file is history: it is no machine on Today.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(180)] // ended
    [InlineData(3)] // not ended yet, but nobody ever heard it send
    public async Task Given_a_machine_that_sends_When_history_is_imported_Then_it_neither_counts_nor_comes_first(int days)
    {
        await ImportedAsync("archiv/halle", days);
        var press = await _host.SignalAsync("werk/presse/kraft", unit: "kN");
        await _host.Services.GetRequiredService<AssetCatalog>().ChangeAsync(press.AssetId, asset => asset with { Kind = AssetKinds.Machine }, default);
        await _host.WriteAsync(press, DateTimeOffset.UtcNow, 71.25);
        var board = await BoardAsync();

        Assert.Equal((1, 1), (board.Online, board.Known));
        Assert.Equal("werk/presse", board.Cards[0].Asset.Path);
        Assert.Equal(days < 30, board.Cards.Any(card => card.Asset.Path == "archiv/halle"));
    }

    [Fact]
    public async Task Given_nothing_but_history_Then_it_is_shown_and_no_machine_is_missed()
    {
        await ImportedAsync("archiv/halle", 180);
        var board = await BoardAsync();

        Assert.Equal("archiv/halle", Assert.Single(board.Cards).Asset.Path);
        Assert.Equal((0, 0), (board.Online, board.Known));
    }

    // a column of numbers and one of texts named Status, as a file has them
    async Task ImportedAsync(string path, int days)
    {
        var (power, status) = (await _host.SignalAsync($"{path}/Leistung"), await _host.SignalAsync($"{path}/Status", SignalKind.State, ""));
        var running = await _host.Services.GetRequiredService<SignalCatalog>().EnsureStateAsync(status.Id, "läuft", default);
        await _host.WriteAsync(power, DateTimeOffset.UtcNow.AddDays(-days), 1, 2, 3);
        await _host.WriteAsync(status, DateTimeOffset.UtcNow.AddDays(-days), running!.Value);
    }

    async Task<Board> BoardAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<TodayReport>().ReadAsync(default)).Board;
    }
}
