using System.Diagnostics;
using Microsoft.Playwright;

namespace Werkstrom.Acceptance.Browser;

/// <summary>Somebody in front of the pages, who notes what a browser complains of.</summary>
sealed class Visitor : IAsyncDisposable
{
    static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(Root(), "ui", "node_modules", "axe-core", "axe.min.js")));

    readonly IBrowserContext _context;
    readonly bool _german, _phone;
    readonly List<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page, bool german, bool phone)
    {
        (_context, Page, _german, _phone) = (context, page, german, phone);
        page.Console += (_, message) => Note(message.Type == "error", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Url}");
    }

    /// <summary>What is open.</summary>
    public IPage Page { get; }

    /// <summary>One of two texts, by the language of the browser.</summary>
    public string Say(string german, string english) => _german ? german : english;

    /// <summary>Logs in as the first admin.</summary>
    public Task LogInAsync() => LogInAsync("admin", Say("Heute", "Today"));

    /// <summary>Logs in.</summary>
    /// <param name="mail">Who.</param>
    /// <param name="heading">Of the page that comes first.</param>
    public async Task LogInAsync(string mail, string heading)
    {
        await Page.GotoAsync("/login");
        await Page.FillAsync("#Mail", mail);
        await Page.FillAsync("#Password", Running.Password);
        await Page.ClickAsync("form button[type=submit]");
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(heading);
    }

    /// <summary>Goes to an address, and waits until keys and clicks reach what they are meant for.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await ReadyAsync();
    }

    /// <summary>Waits until the scripts of the page that was just opened are there.</summary>
    public Task ReadyAsync() => Assertions.Expect(Page.Locator("html.ws-ready")).ToHaveCountAsync(1);

    /// <summary>Goes to a page as people do: by the menu.</summary>
    public async Task MenuAsync(string path)
    {
        if (_phone)
            await Page.ClickAsync("button[popovertarget=ws-menu]");
        await Page.ClickAsync($"#ws-menu a[href='{path}']");
        await Page.WaitForURLAsync($"**{path}");
        await ReadyAsync();
    }

    /// <summary>Waits for a condition that is not one of the page's elements.</summary>
    public async Task UntilAsync(string what, string condition)
    {
        for (var began = Stopwatch.StartNew(); began.Elapsed < Stage.Patience;)
        {
            if (await HoldsAsync(condition))
                return;
            await Task.Delay(50);
        }
        lock (_complaints)
            Assert.Fail($"Waited in vain until {what}; the page is {Page.Url}. {string.Join('\n', _complaints)}");
    }

    async Task<bool> HoldsAsync(string condition)
    {
        try
        {
            return await Page.EvaluateAsync<bool>(condition);
        }
        catch (PlaywrightException e) when (e.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            return false; // the page went on to the next one while it was asked
        }
    }

    /// <summary>
    /// Nothing in the way of people with disabilities, no sideways scroll, no complaint of the browser: light and dark on a screen,
    /// dark on a phone.
    /// </summary>
    public async Task LookAsync()
    {
        ColorScheme[] schemes = _phone ? [ColorScheme.Dark] : [ColorScheme.Dark, ColorScheme.Light];
        foreach (var scheme in schemes)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await UntilAsync($"it is {scheme}", $"document.documentElement.dataset.bsTheme === '{(scheme == ColorScheme.Dark ? "dark" : "light")}'");
            await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await UntilAsync("its colours have changed", "document.getAnimations().every(a => a.playState !== 'running')");
            await Page.EvaluateAsync("window.axe ? undefined : void (() => {" + Axe.Value + "\n})()");
            var found = await Page.EvaluateAsync<string[]>("""
                async () => (await axe.run({ resultTypes: ["violations"] })).violations
                  .map(v => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + (n.any[0]?.message ?? "")).join(" | ")}`)
                """);
            Assert.True(found.Length == 0, $"{Page.Url} {scheme}: {string.Join("\n", found)}");
        }
        await FitAsync();
    }

    /// <summary>No sideways scroll and no complaint of the browser.</summary>
    public async Task FitAsync()
    {
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{Page.Url} scrolls sideways");
        lock (_complaints)
            Assert.Equal([], _complaints);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    void Note(bool isComplaint, string text)
    {
        if (!isComplaint)
            return;
        lock (_complaints)
            _complaints.Add($"{Page.Url}: {text}");
    }

    static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Werkstrom.slnx")))
                return at.FullName;
        }
        throw new InvalidOperationException("The tests do not lie below the repository.");
    }
}
