using Microsoft.Playwright;
using Werkstrom.Acceptance.Mqtt;

namespace Werkstrom.Acceptance.Browser;

/// <summary>The browser tests run one after the other on one stage.</summary>
[CollectionDefinition(nameof(Stage))]
public sealed class OnStage : ICollectionFixture<Stage>;

/// <summary>One running program on an empty folder and one browser, for all browser tests: each names what it sends in its own way.</summary>
public sealed class Stage : IAsyncLifetime
{
    static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>How long is waited for what a page shows: a limit that a slow and busy machine does not reach.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>The program.</summary>
    public Running Program { get; } = new();

    /// <summary>Where the program speaks MQTT.</summary>
    public string MqttPort { get; } = MqttProgram.FreePort();

    /// <summary>A client that may write, and change signals and rules.</summary>
    public HttpClient Writer { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Chromium.MissingReason is not null)
            return;
        Assert.True(Chromium.Program is not null, "CI needs chromium on PATH.");
        await Program.StartAsync("serve", "--mqtt-port", MqttPort);
        Writer = await Program.ClientAsync("read,write,engineer");
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Program, Args = Arguments });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        Writer?.Dispose();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Program.DisposeAsync();
    }

    /// <summary>A visitor of their own, with cookies of their own.</summary>
    /// <param name="german">The language of the browser.</param>
    /// <param name="phone">A phone of 390 pixels, else a screen of 1440.</param>
    /// <param name="script">False turns JavaScript off.</param>
    /// <param name="at">Where to; null: the program of the stage.</param>
    internal async Task<Visitor> EnterAsync(bool german, bool phone, bool script = true, Uri? at = null)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = (at ?? Program.Address).ToString(),
            Locale = german ? "de-DE" : "en-GB",
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            HasTouch = phone,
            IsMobile = phone,
            JavaScriptEnabled = script,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return new(context, await context.NewPageAsync(), german, phone);
    }
}
