using System.Globalization;
using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Market.Sources;

/// <summary>A text that a source gave.</summary>
/// <param name="Address">What was asked, without secrets.</param>
/// <param name="Text">Null when it is as it was.</param>
/// <param name="Wanted">The quarter-hours that were asked for; null where a document has its own span.</param>
sealed record SourceText(string Address, string? Text, QuarterRange? Wanted);

/// <summary>Knows how each provider is asked for some time.</summary>
sealed class SourceReader(SourceHttp http)
{
    const string Hidden = "…";

    /// <summary>Files of a week that are taken at once.</summary>
    const int MostFiles = 10;

    /// <summary>Asks a source.</summary>
    /// <param name="source">Whom.</param>
    /// <param name="secret">Its token or id; empty for none.</param>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="state">Keeps what it says of the state of its documents.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SourceException">It does not give them.</exception>
    public async Task<IReadOnlyList<SourceText>> FetchAsync(MarketSource source, string secret, QuarterRange range, SourceState state, CancellationToken stop)
    {
        var (start, end) = (Quarters.Start(range.First), Quarters.Start(range.End));
        switch (source.Format)
        {
            case MarketFormat.SmardChart:
                return await SmardAsync(source, range, state, stop);
            case MarketFormat.Gsi:
                var bearer = secret.Length == 0 ? null : await TokenAsync(source, secret, stop);
                return [await GetAsync($"{source.Address}/v2.0/gsi/prediction?zip={source.Place}", "", bearer, null, state, stop)];
            case MarketFormat.EnergyCharts:
                return [await GetAsync($"{source.Address}/price?bzn={source.Zone}&start={start.ToUnixTimeSeconds()}&end={end.ToUnixTimeSeconds() - 1}", "", null, range, state, stop)];
            case MarketFormat.Awattar:
                return [await GetAsync($"{source.Address}/v1/marketdata?start={start.ToUnixTimeMilliseconds()}&end={end.ToUnixTimeMilliseconds()}", "", null, range, state, stop)];
            default:
                var address = string.Create(CultureInfo.InvariantCulture, $"{source.Address}/api?documentType=A44&in_Domain={source.Place}&out_Domain={source.Place}&periodStart={start:yyyyMMddHHmm}&periodEnd={end:yyyyMMddHHmm}");
                return [await GetAsync(address, $"&securityToken={Uri.EscapeDataString(secret)}", null, range, state, stop)];
        }
    }

    /// <summary>An index says from when on each file is; those that hold what is wanted are taken, each a week.</summary>
    async Task<IReadOnlyList<SourceText>> SmardAsync(MarketSource source, QuarterRange range, SourceState state, CancellationToken stop)
    {
        var (filter, region) = (source.Place.Split('/')[0], source.Place.Split('/')[1]);
        var folder = $"{source.Address}/app/chart_data/{filter}/{region}";
        var (index, _) = await http.GetAsync(new($"{folder}/index_quarterhour.json"), null, null, stop);
        var starts = Starts(index ?? "");
        List<SourceText> texts = [];
        foreach (var (_, start) in starts.Index().Where(s => s.Index == starts.Count - 1 || starts[s.Index + 1] > (long)range.First * 900_000))
        {
            if (texts.Count == MostFiles)
                break; // a list is not to send us on without end
            if (start < (long)range.End * 900_000)
                texts.Add(await GetAsync(string.Create(CultureInfo.InvariantCulture, $"{folder}/{filter}_{region}_quarterhour_{start}.json"), "", null, null, state, stop));
        }

        return texts.Count > 0 ? texts : throw new SourceException("none");
    }

    static List<long> Starts(string index)
    {
        try
        {
            using var document = JsonDocument.Parse(index);
            return [.. document.RootElement.GetProperty("timestamps").EnumerateArray().Select(t => t.GetInt64()).Order()];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SourceException("index");
        }
    }

    async Task<string> TokenAsync(MarketSource source, string id, CancellationToken stop)
    {
        var text = await http.PostAsync(new($"{source.Address}/v2.0/auth/requestToken"), new { appid = id }, stop);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("token").GetString() ?? throw new SourceException("token");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new SourceException("token");
        }
    }

    async Task<SourceText> GetAsync(string address, string secret, string? bearer, QuarterRange? wanted, SourceState state, CancellationToken stop)
    {
        var (text, tag) = await http.GetAsync(new(address + secret), bearer, state.Tag(address), stop);
        if (text is not null)
            state.Put(address, tag);
        return new(secret.Length == 0 ? address : $"{address}&securityToken={Hidden}", text, wanted);
    }
}
