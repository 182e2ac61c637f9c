using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Condition.Cases;

/// <summary>Machines, findings, pages: what the tests of cases share. Findings go through the book, as every maker's do.</summary>
static partial class CasePlant
{
    /// <summary>A signal of a machine; made when it is new.</summary>
    public static async Task<Signal> MachineSignalAsync(this Host host, string path, string unit = "mm/s", SignalKind kind = SignalKind.Measurement)
    {
        var made = await host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new(path, kind, unit)], default);
        var signal = made[0].Signal ?? throw new InvalidOperationException(made[0].Reason);
        await host.Services.GetRequiredService<AssetCatalog>().ChangeAsync(signal.AssetId, a => a with { Kind = AssetKinds.Machine }, default);
        return signal;
    }

    /// <summary>A finding that was noticed now and began some time ago.</summary>
    public static Finding Finding(Signal signal, double hours = 2, double score = 2, FindingKind kind = FindingKind.Lasting)
    {
        var now = DateTimeOffset.UtcNow;
        return new()
        {
            AssetId = signal.AssetId,
            SignalId = signal.Id,
            Kind = kind,
            At = now,
            Since = now.AddHours(-hours),
            Score = score,
            Value = 4.2,
            Usual = 1.9,
            Spread = 0.3,
            Furthest = 1.2,
        };
    }

    /// <summary>Has findings kept and told.</summary>
    public static Task<IReadOnlyList<Finding>> FoundAsync(this Host host, params Finding[] found) => host.Services.GetRequiredService<FindingBook>().AddAsync(found, default);

    /// <summary>The cases that are open, oldest first.</summary>
    public static async Task<IReadOnlyList<Case>> OpenCasesAsync(this Host host) =>
        [.. (await host.Services.GetRequiredService<CaseBook>().OpenAsync(default)).OrderBy(c => c.Id)];

    /// <summary>The findings of a case.</summary>
    public static async Task<IReadOnlyList<Finding>> FindingsAsync(this Host host, Case one) => await host.Services.GetRequiredService<FindingLinks>().OfAsync([one.Id], default);

    /// <summary>A page as text, entities read.</summary>
    public static async Task<string> PageAsync(this Host host, string path, string language)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path);
        ask.Headers.Add("Accept-Language", language);
        using var answer = await host.Local.SendAsync(ask);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {page}");
        return WebUtility.HtmlDecode(page);
    }

    /// <summary>Makes a person of the house; one who is there stays.</summary>
    public static Task PersonAsync(this Host host, string name, Role role = Role.Operator) => host.Services.GetRequiredService<Accounts>().AddAsync(
        new(name, $"{name.Replace(' ', '.')}@werk.example", role, "de", "correct horse battery", MustChangePassword: false), default);

    /// <summary>Sends a form of a page without script; redirects are followed.</summary>
    public static async Task<(HttpStatusCode Status, string Page)> FormAsync(this Host host, string path, string form, Dictionary<string, string> values, string? to = null)
    {
        using var page = await host.Local.GetAsync(path);
        values["_handler"] = form;
        values["__RequestVerificationToken"] = Antiforgery().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        using var ask = new HttpRequestMessage(HttpMethod.Post, to ?? path) { Content = new FormUrlEncodedContent(values) };
        ask.Headers.Add("Accept-Language", "de");
        if (page.Headers.TryGetValues("Set-Cookie", out var cookies))
            ask.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0])));
        using var answer = await host.Local.SendAsync(ask);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
