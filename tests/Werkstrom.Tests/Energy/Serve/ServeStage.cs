using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Serve;

/// <summary>What tests of the served forms need: prices, a token, a program of jq.</summary>
static class ServeStage
{
    /// <summary>Keeps prices of a zone, 0.001 ct/kWh, by a rule.</summary>
    public static Task PricesAsync(this Host host, string zone, QuarterRange range, Func<int, int?> price) => host.Services.GetRequiredService<SeriesBook>().PutAsync(
        SeriesNames.Spot(zone), new QuarterSeries(zone, range.First, [.. Enumerable.Range(0, range.Count).Select(price)]), "SMARD: test", null, default);

    /// <summary>A client over TCP with a token of a scope.</summary>
    public static async Task<(HttpClient Http, string Token)> ReaderAsync(this Host host, Scopes scopes = Scopes.Read)
    {
        var (_, key) = await host.Services.GetRequiredService<Tokens>().CreateAsync(new("home-energy manager", scopes), default);
        var http = host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (http, key);
    }

    public static async Task<JsonElement> JsonAsync(this HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Runs a program of jq, as home-energy managers have them in their templates.</summary>
    public static async Task<JsonElement> JqAsync(string program, string json)
    {
        using var jq = Process.Start(new ProcessStartInfo("gojq", ["-c", program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        var (words, errors) = (jq.StandardOutput.ReadToEndAsync(limit.Token), jq.StandardError.ReadToEndAsync(limit.Token));
        await jq.StandardInput.WriteAsync(json);
        jq.StandardInput.Close();
        await jq.WaitForExitAsync(limit.Token);
        Assert.True(jq.ExitCode == 0, await errors);
        return JsonDocument.Parse(await words).RootElement;
    }

    public static long Unix(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
}
