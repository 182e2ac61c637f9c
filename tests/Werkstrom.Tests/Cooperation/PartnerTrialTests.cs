using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Tests.Cooperation;

/// <summary>The tests of an interface against a real one over HTTP, with each fault; 27 March to 2 April 2026, with the day of 92 quarter-hours.</summary>
public sealed class PartnerTrialTests : IAsyncLifetime
{
    static readonly DateOnly From = new(2026, 3, 27), To = new(2026, 4, 2);

    readonly Host _host = new();

    public Task InitializeAsync()
    {
        _host.Configuration["energy:market:allowPrivateSources"] = "true";
        return _host.InitializeAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("", 100, 0, 100, 0)]
    [InlineData("late", 85.714, 0, 100, 0)]
    [InlineData("gaps", 85.714, 96, 100, 1)]
    [InlineData("forged", 100, 0, 85.714, 0)]
    [InlineData("nulls", 100, 0, 100, 2)]
    [InlineData("html", 100, 0, 100, 1)]
    public async Task Each_fault_is_found_by_the_test_that_is_for_it(string fault, double arrival, double gaps, double signature, double form)
    {
        await using var partner = await PartnerServer.StartAsync(fault);
        TrialTarget target = new(TrialPlace.Partner, "nord", "69256", partner.Address, PartnerServer.Token);
        Assert.Equal((arrival, gaps, signature, form), (await FigureAsync("index-arrival", target), await FigureAsync("index-gaps", target), await FigureAsync("index-signature", target), await FigureAsync("gsi-form", target)));
    }

    [Fact]
    public async Task A_partner_who_refuses_is_no_figure_but_a_reason()
    {
        await using var partner = await PartnerServer.StartAsync("token");
        TrialTarget target = new(TrialPlace.Partner, "nord", "69256", partner.Address, PartnerServer.Token);
        var answer = await Trial("index-gaps").RunAsync(target, From, To, default);
        Assert.Null(answer.Measured);
        Assert.Equal(["why|denied|401"], answer.Evidence);
        Assert.DoesNotContain(PartnerServer.Token, Trial("index-gaps").Say(answer.Evidence[0]), StringComparison.Ordinal);
        Assert.Equal(0, await FigureAsync("availability", target));
    }

    [Fact]
    public async Task Of_twenty_requests_five_are_not_answered_when_every_fourth_is_refused()
    {
        await using var partner = await PartnerServer.StartAsync("busy");
        Assert.Equal(75, await FigureAsync("availability", new(TrialPlace.Partner, "nord", "69256", partner.Address, PartnerServer.Token)));
    }

    async Task<double?> FigureAsync(string key, TrialTarget target) => (await Trial(key).RunAsync(target, From, To, default)).Measured is { } measured ? Math.Round(measured, 3) : null;

    ITrial Trial(string key) => _host.Services.GetServices<ITrial>().Single(t => t.Key == key);
}
