using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Ui.Menu;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Tests.Ui;

public sealed class PartsTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task A_stale_value_is_greyed_and_said_to_be_stale()
    {
        var html = await RenderAsync<Value>(new()
        {
            ["Number"] = 71.3,
            ["Unit"] = "Cel",
            ["Signal"] = 7,
            ["At"] = DateTimeOffset.UnixEpoch,
            ["StaleAfter"] = TimeSpan.FromMinutes(3),
        });

        Assert.Contains("ws-stale", html, StringComparison.Ordinal);
        Assert.Contains("71,3", html, StringComparison.Ordinal);
        Assert.Contains("°C", html, StringComparison.Ordinal);
        Assert.Contains("veraltet", html, StringComparison.Ordinal);
        Assert.Contains("data-signal=\"7\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_value_is_a_dash_and_never_zero()
    {
        var html = await RenderAsync<Value>(new() { ["Unit"] = "kW" });

        Assert.Contains("<span class=\"ws-number\">–</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_is_shown_as_its_word()
    {
        var html = await RenderAsync<Value>(new() { ["Number"] = 2.0, ["States"] = new Dictionary<int, string> { [2] = "Rüsten" } });

        Assert.Contains("Rüsten", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_names_its_signals_with_units_and_limits()
    {
        var line = new ChartLine(3, "Spindel", "Cel", SignalKind.Measurement, 1, Limits: new(null, null, 72, 80));

        var html = await RenderAsync<SignalChart>(new() { ["Lines"] = new[] { line }, ["Label"] = "Spindel", ["IsLive"] = true, ["Last"] = "1d" });

        Assert.Contains("\"kind\":\"measurement\"", html, StringComparison.Ordinal);
        Assert.Contains("\"highAlarm\":80", html, StringComparison.Ordinal);
        Assert.Contains(" live ", html.Replace(">", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer, "/plant", true)]
    [InlineData(Role.Viewer, "/people", false)]
    [InlineData(Role.Admin, "/people", true)]
    [InlineData(Role.Customer, "/plant", false)]
    public async Task A_role_sees_only_what_it_may_use(Role role, string path, bool sees)
    {
        MenuEntry[] entries =
        [
            new(MenuSection.Plant, "menu.plant", "/plant", "home", Policies.Read),
            new(MenuSection.Setup, "menu.people", "/people", "users", Policies.Admin),
        ];
        await using var scope = host.Services.CreateAsyncScope();
        var person = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "1"), new(ClaimTypes.Role, role.ToString())], "test"));

        var menu = await ActivatorUtilities.CreateInstance<VisibleMenu>(scope.ServiceProvider, (IReadOnlyList<MenuEntry>)entries).ForAsync(person, default);

        Assert.Equal(sees, menu.Any(entry => entry.Path == path));
    }

    [Theory]
    [InlineData("/plant/signals/3", "/plant/signals")]
    [InlineData("/plantation", null)]
    [InlineData("/", "/")]
    public void The_current_entry_is_the_nearest_above_the_page(string path, string? entry)
    {
        MenuEntry[] entries = [At("/"), At("/plant"), At("/plant/signals")];

        Assert.Equal(entry, VisibleMenu.Current(entries, path)?.Path);
    }

    static MenuEntry At(string path) => new(MenuSection.Plant, "", path, "", "");

    async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters) where T : IComponent
    {
        await using var scope = host.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
            return WebUtility.HtmlDecode((await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        });
    }
}
