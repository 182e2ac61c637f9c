using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Aas;
using Werkstrom.Tests.Twins.Api;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Tests.Twins.Alive;

/// <summary>Each asset has its shell by itself; its operational data are its signals.</summary>
public sealed class AliveShellTests : IAsyncLifetime
{
    static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    readonly Host _host = new() { Configuration = { ["twins:baseIri"] = "https://twins.example/" } };
    AasClient _aas = null!;
    Signal _temperature = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _aas = new(_host.Local);
        var made = await Get<SignalCatalog>().EnsureAsync(
        [
            new("works/mill1/Öl.temperatur", SignalKind.Measurement, "Cel"), new("works/mill1/Öl temperatur", SignalKind.Measurement, "K"),
            new("works/mill1/state", SignalKind.State), new("works/mill1/1st", SignalKind.Counter), new("works/mill1/time"), new("works/mill1/quiet"),
        ], default);
        _temperature = made[0].Signal!;
        await WriteAsync(_temperature, 71.5, Quality.Uncertain);
        await WriteAsync(made[3].Signal!, 12);
        await WriteAsync(made[2].Signal!, (await Get<SignalCatalog>().EnsureStateAsync(made[2].Signal!.Id, "running", default))!.Value);
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_asset_has_its_shell_with_identifiers_that_a_rename_does_not_change()
    {
        var id = AasClient.Id($"https://twins.example/shells/{Mill.Id}");
        var before = await _aas.GetAsync("/shells/" + id);
        Assert.True((await Get<AssetCatalog>().MoveAsync(Mill.Id, null, "Fräse 7", default)).Problem is null);

        var after = await _aas.GetAsync("/shells/" + id);

        Assert.Equal(("mill1", "Fraese_7"), (before.GetProperty("idShort").GetString(), after.GetProperty("idShort").GetString()));
        foreach (var shell in (JsonElement[])[before, after])
        {
            var asset = shell.GetProperty("assetInformation");
            Assert.Equal(("Instance", $"https://twins.example/assets/{Mill.Id}"), (asset.GetProperty("assetKind").GetString(), asset.GetProperty("globalAssetId").GetString()));
        }

        Assert.Equal(["Nameplate", "HierarchicalStructures", "TimeSeries", "OperationalData"], Names(before));
        Assert.Equal(["Nameplate", "TimeSeries", "OperationalData"], Names(after));
    }

    [Fact]
    public async Task Shells_are_listed_in_pages_and_found_by_what_identifies_the_asset()
    {
        var first = await _aas.GetAsync("/shells?limit=1");
        var second = await _aas.GetAsync("/shells?limit=1&cursor=" + first.GetProperty("paging_metadata").GetProperty("cursor").GetString());
        var path = AasClient.Id("""{"name":"path","value":"works/mill1"}""");
        var found = await _aas.GetAsync($"/shells?assetIds={path}&idShort=mill1");
        var none = await _aas.GetAsync($"/shells?assetIds={path}&idShort=works");
        var plates = await _aas.GetAsync("/submodels?semanticId=" + AasClient.Id("https://admin-shell.io/idta/nameplate/3/0/Nameplate"));

        Assert.Equal(["works", "mill1"], Results(first).Concat(Results(second)).Select(s => s.GetProperty("idShort").GetString()));
        Assert.Equal(["mill1"], Results(found).Select(s => s.GetProperty("idShort").GetString()));
        Assert.Empty(Results(none));
        Assert.Equal(["Nameplate", "Nameplate"], Results(plates).Select(s => s.GetProperty("idShort").GetString()));
    }

    [Fact]
    public async Task Operational_data_are_the_last_samples_with_unit_time_and_quality()
    {
        var values = await _aas.GetAsync(Data + "/$value");
        var oil = await _aas.GetAsync(Data + "/submodel-elements/Oel_temperatur");

        Assert.Equal(71.5, values.GetProperty("Oel_temperatur").GetDouble());
        Assert.Equal("running", values.GetProperty("state").GetString());
        Assert.Equal(12, values.GetProperty("n_1st").GetDouble());
        var qualifiers = oil.GetProperty("qualifiers").EnumerateArray().ToDictionary(q => q.GetProperty("type").GetString()!, q => q.GetProperty("value").GetString());
        Assert.Equal(("works/mill1/Öl.temperatur", "Cel", "2026-03-04T05:06:07Z", "uncertain"), (qualifiers["SignalPath"], qualifiers["UcumUnit"], qualifiers["Time"], qualifiers["Quality"]));
        Assert.Equal("°C", oil.GetProperty("embeddedDataSpecifications")[0].GetProperty("dataSpecificationContent").GetProperty("unit").GetString());
        var names = (await _aas.GetAsync(Data)).GetProperty("submodelElements").EnumerateArray().Select(e => e.GetProperty("idShort").GetString()!).ToList();
        Assert.Equal(["Oel_temperatur", $"Oel_temperatur_{_temperature.Id + 1}", "n_1st", "quiet", "state", $"time_{_temperature.Id + 4}"], names.Order(StringComparer.Ordinal).OrderBy(n => n == "n_1st" ? "n" : n, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_written_value_is_a_sample_of_its_signal_audited_and_kept_over_a_restart()
    {
        Assert.Equal(204, await _aas.StatusAsync("PATCH", Data + "/submodel-elements/Oel_temperatur/$value", "80.25"));
        Assert.Equal(204, await _aas.StatusAsync("PATCH", Data + "/$value", """{"state":"stopped"}"""));
        await _host.RestartAsync();
        _aas = new(_host.Local);

        var values = await _aas.GetAsync(Data + "/$value");
        var samples = await Get<SampleQueries>().RawAsync(_temperature.Id, new(At, At.AddYears(50)), 10, default);

        Assert.Equal((80.25, "stopped"), (values.GetProperty("Oel_temperatur").GetDouble(), values.GetProperty("state").GetString()));
        Assert.Equal([71.5, 80.25], samples.Values);
        var audit = await _host.Local.GetStringAsync("api/setup/audit?entity=signal");
        Assert.Contains("signal.written", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_writers_of_one_state_the_second_is_told_to_read_again()
    {
        var tag = (await _aas.SendAsync("GET", Data)).Answer.Headers.ETag!.Tag;

        var first = await _aas.SendAsync("PATCH", Data + "/submodel-elements/n_1st/$value", "13", tag);
        await _aas.RefusedAsync(412, "PATCH", Data + "/submodel-elements/n_1st/$value", "14", tag);

        Assert.Equal(204, first.Status);
        Assert.Equal(13, (await _aas.GetAsync(Data + "/$value")).GetProperty("n_1st").GetDouble());
    }

    [Fact]
    public async Task What_cannot_be_a_sample_is_refused_all_at_once_and_nothing_is_written()
    {
        var wrong = await _aas.RefusedAsync(400, "PATCH", Data + "/$value", """{"Oel_temperatur":"warm","n_1st":"INF","nothing":1,"state":"broken"}""");
        await _aas.RefusedAsync(405, "PUT", Data, AasSamples.Submodel($"https://twins.example/submodels/{Mill.Id}/OperationalData"));
        await _aas.RefusedAsync(405, "DELETE", $"/shells/" + AasClient.Id($"https://twins.example/shells/{Mill.Id}"));
        await _aas.RefusedAsync(404, "GET", "/shells/" + AasClient.Id($"https://twins.example/shells/0{Mill.Id}"));

        Assert.Contains(wrong, w => w.Contains("Oel_temperatur", StringComparison.Ordinal));
        Assert.Equal("running", (await _aas.GetAsync(Data + "/$value")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_tree_is_a_structure_whose_parts_have_shells_and_series_lead_to_the_samples()
    {
        var works = Get<AssetCatalog>().All.Single(a => a.Path == "works");
        var down = await _aas.GetAsync($"/submodels/{AasClient.Id($"https://twins.example/submodels/{works.Id}/HierarchicalStructures")}");
        var up = await _aas.GetAsync($"/submodels/{AasClient.Id($"https://twins.example/submodels/{Mill.Id}/HierarchicalStructures")}/$value");
        var series = await _aas.GetAsync($"/submodels/{AasClient.Id($"https://twins.example/submodels/{Mill.Id}/TimeSeries")}/$value");

        var part = down.GetProperty("submodelElements")[0].GetProperty("statements")[0];
        Assert.Equal(("mill1", $"https://twins.example/assets/{Mill.Id}"), (part.GetProperty("idShort").GetString(), part.GetProperty("globalAssetId").GetString()));
        Assert.Equal("OneUp", up.GetProperty("ArcheType").GetString());
        var segment = series.GetProperty("Segments").GetProperty("LinkedSegment_Oel_temperatur");
        var answer = await _host.Local.GetStringAsync(new Uri(segment.GetProperty("Endpoint").GetString()!).PathAndQuery + "?" + segment.GetProperty("Query").GetString());
        Assert.Contains("71.5", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_it_conforms_also_for_an_independent_library()
    {
        Environment all = new()
        {
            AssetAdministrationShells = [.. await AllAsync<AssetAdministrationShell>("/shells")],
            Submodels = [.. await AllAsync<Submodel>("/submodels")],
        };
        var folder = Directory.CreateTempSubdirectory("aas-alive").FullName;
        try
        {
            await System.IO.File.WriteAllBytesAsync(Path.Combine(folder, "alive.json"), AasJson.Write(all));

            Assert.Empty(AasRules.Check(all));
            Assert.Equal((2, 6), (all.AssetAdministrationShells.Count, all.Submodels.Count));
            Assert.Equal("1 files, 0 faults\n", await AasOracle.CheckAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    Asset Mill => Get<AssetCatalog>().TryGet("works/mill1", out var mill) ? mill : throw new InvalidOperationException("There is no mill.");

    string Data => "/submodels/" + AasClient.Id($"https://twins.example/submodels/{Mill.Id}/OperationalData");

    T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    async Task WriteAsync(Signal signal, double value, byte quality = Quality.Good)
    {
        SampleBatch batch = new(1);
        batch.Add(signal.Id, Micros.Of(At), value, quality);
        await Get<ISampleSink>().WriteAsync(batch, default);
    }

    async Task<IEnumerable<T>> AllAsync<T>(string path) where T : class, IClass =>
        Results(await _aas.GetAsync(path + "?limit=1000")).Select(r => AasJson.Read<T>(System.Text.Encoding.UTF8.GetBytes(r.GetRawText())).Value!);

    static IEnumerable<JsonElement> Results(JsonElement page) => page.GetProperty("result").EnumerateArray();

    static IEnumerable<string> Names(JsonElement shell) =>
        shell.GetProperty("submodels").EnumerateArray().Select(s => s.GetProperty("keys")[0].GetProperty("value").GetString()!.Split('/')[^1]);
}
