using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Werkstrom.Aas.Verification;
using Werkstrom.Condition;
using Werkstrom.Condition.Life;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tests.Twins.Api;
using Werkstrom.Twins.Import;
using File = System.IO.File;

namespace Werkstrom.Tests.Twins.Alive;

/// <summary>What a shell of an asset holds goes out, into another house, and out again without a change; other modules fill submodels.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Exported_taken_in_by_an_empty_house_and_exported_again_it_is_the_same_bytes()
    {
        var mill = await MillAsync();
        var first = await _host.Local.GetByteArrayAsync($"/api/twins/{mill.Id}/aasx");
        var package = AasxFile.Read(first).Value!;
        Host empty = new();
        await empty.InitializeAsync();
        try
        {
            AasClient there = new(empty.Local);
            foreach (var submodel in package.Environment.Submodels!)
                Assert.Equal(201, await there.StatusAsync("POST", "/submodels", Json(submodel)));
            var shell = Assert.Single(package.Environment.AssetAdministrationShells!);
            Assert.Equal(201, await there.StatusAsync("POST", "/shells", Json(shell)));

            Assert.Equal(first, await PackageAsync(empty.Local, shell.Id));
            Assert.Equal(first, await PackageAsync(_host.Local, shell.Id));
        }
        finally
        {
            await empty.DisposeAsync();
        }
    }

    /// <summary>The whole plant by the verbs of the command line, with what is made of assets and what is stored.</summary>
    [Theory]
    [InlineData("plant.aasx")]
    [InlineData("plant.json")]
    [InlineData("plant.xml")]
    public async Task The_plant_goes_out_and_in_by_verbs_and_out_again_as_the_same_bytes(string name)
    {
        await MillAsync();
        Assert.Equal(201, await new AasClient(_host.Local).StatusAsync("POST", "/submodels", """{"modelType":"Submodel","idShort":"Alone","id":"urn:a:first"}"""));
        Host empty = new();
        await empty.InitializeAsync();
        try
        {
            var (first, second) = (Path.Combine(_host.Folder, name), Path.Combine(empty.Folder, name));

            Assert.Equal(0, await ExportCommand.Make().Parse([first, "--data", _host.Folder]).InvokeAsync());
            Assert.Equal(0, await ImportCommand.Import().Parse([first, "--data", empty.Folder]).InvokeAsync());
            Assert.Equal(0, await ExportCommand.Make().Parse([second, "--data", empty.Folder]).InvokeAsync());

            var held = (Werkstrom.Aas.Model.Environment)AasFile.Read(await File.ReadAllBytesAsync(first)).Value!;
            Assert.Contains(held.Submodels!, s => s.Id == "urn:a:first");
            Assert.Contains(held.AssetAdministrationShells!, s => s.IdShort == "mill1");
            Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
            Assert.Equal(1, await ExportCommand.Make().Parse([first, "--shell", "urn:none", "--data", _host.Folder]).InvokeAsync());
            Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
        }
        finally
        {
            await empty.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_breaks_a_rule_as_a_whole_is_not_sent()
    {
        AasClient aas = new(_host.Local);
        Assert.Equal(201, await aas.StatusAsync("POST", "/submodels", """{"modelType":"Submodel","id":"urn:a:same"}"""));
        Assert.Equal(201, await aas.StatusAsync("POST", "/shells", """{"modelType":"AssetAdministrationShell","id":"urn:a:same","assetInformation":{"assetKind":"Instance","globalAssetId":"urn:g"}}"""));

        var wrong = Assert.Single(await aas.RefusedAsync(400, "GET", "/serialization"));

        Assert.Contains("the identifier 'urn:a:same' stands twice", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_remaining_life_that_was_said_is_the_submodel_of_predictive_maintenance()
    {
        var mill = await MillAsync();
        Assert.DoesNotContain("PredictiveMaintenance", await _host.Local.GetStringAsync("/api/v3.0/submodels?limit=1000"), StringComparison.Ordinal);
        await using (var db = await _host.Services.GetRequiredService<IDbContextFactory<ConditionDb>>().CreateDbContextAsync())
        {
            db.Add(new LifeRow { AssetId = mill.Id, At = At, Method = LifeMethod.Dates, PartKey = "spindle", Lower = 1.5, Middle = 2.5, Upper = 9, Share = 0.9, IsLow = true });
            await db.SaveChangesAsync();
        }

        Assert.NotNull((await _host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new("works/mill1/remaining_life", SignalKind.Forecast, "d")], default))[0].Signal);
        var package = AasxFile.Read(await _host.Local.GetByteArrayAsync($"/api/twins/{mill.Id}/aasx")).Value!;
        var submodel = package.Environment.Submodels!.Single(s => s.IdShort == "PredictiveMaintenance");
        var value = (await new AasClient(_host.Local).GetAsync($"/submodels/{AasClient.Id(submodel.Id)}/$value")).GetProperty("RemainingUsefulLifePrediction");

        Assert.Empty(AasRules.Check(package.Environment));
        Assert.Equal("https://admin-shell.io/idta/SubmodelTemplate/PredictiveMaintenance/1/0", submodel.SemanticId!.Keys[0].Value);
        Assert.Equal("2026-03-06T17:06:07Z", value.GetProperty("RemainingUsfulLifeDateTime").GetString());
        Assert.Equal((1.5, 9.0), (value.GetProperty("ConfidenceInterval").GetProperty("min").GetDouble(), value.GetProperty("ConfidenceInterval").GetProperty("max").GetDouble()));
        Assert.Equal(2.5, value.GetProperty("RemainingUsefulLifetime").GetProperty("statements").GetProperty("DurationValue").GetDouble());
        Assert.Equal(3, value.GetProperty("ListPreAlerts")[0].GetProperty("PreAlertValue").GetDouble());
    }

    async Task<Asset> MillAsync()
    {
        var made = await _host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new("works/mill1/Öl", SignalKind.Measurement, "Cel"), new("works/mill1/state", SignalKind.State)], default);
        SampleBatch batch = new(1);
        batch.Add(made[0].Signal!.Id, Micros.Of(At), 71.5);
        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        return _host.Services.GetRequiredService<AssetCatalog>().TryGet("works/mill1", out var mill) ? mill : throw new InvalidOperationException("There is no mill.");
    }

    static string Json(IClass value) => Encoding.UTF8.GetString(AasJson.Write(value));

    static async Task<byte[]> PackageAsync(HttpClient http, string shell)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v3.0/serialization?aasIds=" + AasClient.Id(shell));
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/asset-administration-shell-package+xml"));
        return await (await http.SendAsync(request)).EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }
}
