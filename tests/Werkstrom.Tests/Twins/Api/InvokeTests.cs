using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>Operations that another program carries out, over real HTTP.</summary>
public sealed class InvokeTests : IAsyncLifetime, IDisposable
{
    const string Fitting = """
        {"inputArguments":[{"value":{"modelType":"Property","idShort":"Target","valueType":"xs:double","value":"42.5"}}],
        "inoutputArguments":[{"value":{"modelType":"Property","idShort":"Tries","valueType":"xs:int","value":"3"}}],"clientTimeoutDuration":"PT50S"}
        """;

    readonly Robot _robot = new();
    readonly Host _host = new();

    AasClient Aas => new(_host.Local);

    public async Task InitializeAsync()
    {
        (_host.Configuration["twins:operationHosts:0"], _host.Configuration["twins:operationSecret"]) = (_robot.Authority, "s3cret");
        await _host.InitializeAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    public void Dispose() => _robot.Dispose();

    [Fact]
    public async Task An_operation_is_carried_out_by_the_address_that_it_names()
    {
        var move = await AddAsync("urn:o:1", $"http://{_robot.Authority}/done");

        var (status, result, _) = await Aas.SendAsync("POST", move + "/invoke", Fitting);

        Assert.True(status == 200, $"{status} {result}");
        Assert.Equal(("Completed", true), (result.GetProperty("executionState").GetString(), result.GetProperty("success").GetBoolean()));
        Assert.Equal("42.5", result.GetProperty("outputArguments")[0].GetProperty("value").GetProperty("value").GetString());
        Assert.Equal("4", result.GetProperty("inoutputArguments")[0].GetProperty("value").GetProperty("value").GetString());
        using var asked = JsonDocument.Parse(_robot.Asked!);
        Assert.Equal(["Target", "Speed", "Tries"], asked.RootElement.EnumerateArray().Select(v => v.GetProperty("value").GetProperty("idShort").GetString()));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes(_robot.Asked!))), _robot.Signature);
        var row = Assert.Single(await _host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Action = "operation.run" }, default));
        Assert.Equal("urn:o:1 Move", row.EntityKey);
        Assert.Contains("\"Target\\\":42.5", row.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_alone_go_in_and_come_out()
    {
        var move = await AddAsync("urn:o:2", $"http://{_robot.Authority}/done");

        var (_, result, _) = await Aas.SendAsync("POST", move + "/invoke/$value", """{"inputArguments":{"Target":1},"inoutputArguments":{"Tries":3},"clientTimeoutDuration":"PT50S"}""");

        Assert.Equal("""{"Reached":42.5}""", result.GetProperty("outputArguments").GetRawText());
        Assert.Equal("""{"Tries":4}""", result.GetProperty("inoutputArguments").GetRawText());
    }

    [Fact]
    public async Task Who_does_not_wait_gets_a_handle_its_status_and_the_result()
    {
        var move = await AddAsync("urn:o:3", $"http://{_robot.Authority}/slow");
        var (status, _, begun) = await Aas.SendAsync("POST", move + "/invoke-async", Fitting);
        Assert.Equal(202, status);
        var at = begun.Headers.Location!.ToString()["/api/v3.0".Length..];
        Assert.Equal("Running", (await Aas.GetAsync(at)).GetProperty("executionState").GetString());
        await Aas.RefusedAsync(404, "GET", at.Replace("status", "results", StringComparison.Ordinal));
        await Aas.RefusedAsync(404, "GET", at.Replace(AasClient.Id("urn:o:3"), AasClient.Id("urn:o:4"), StringComparison.Ordinal));

        _robot.Go();
        var end = DateTime.UtcNow.AddSeconds(100);
        JsonElement result;
        do
        {
            // the client follows the way to the result by itself
            result = await Aas.GetAsync(at);
            Assert.True(DateTime.UtcNow < end, "no result in 100 s");
        }
        while (result.GetProperty("executionState").GetString() == "Running");

        Assert.Equal("42.5", result.GetProperty("outputArguments")[0].GetProperty("value").GetProperty("value").GetString());
        Assert.Equal("""{"Reached":42.5}""", (await Aas.GetAsync(at.Replace("status", "results", StringComparison.Ordinal) + "/$value")).GetProperty("outputArguments").GetRawText());
    }

    [Fact]
    public async Task A_handle_outlives_a_restart_and_what_was_lost_is_said()
    {
        var (done, slow) = (await AddAsync("urn:o:10", $"http://{_robot.Authority}/done"), await AddAsync("urn:o:11", $"http://{_robot.Authority}/slow"));
        var finished = (await Aas.SendAsync("POST", done + "/invoke-async", Fitting)).Answer.Headers.Location!.ToString()["/api/v3.0".Length..];
        var running = (await Aas.SendAsync("POST", slow + "/invoke-async", Fitting)).Answer.Headers.Location!.ToString()["/api/v3.0".Length..];
        for (var i = 0; i < 1_000 && (await Aas.GetAsync(finished)).GetProperty("executionState").GetString() == "Running"; i++)
            await Task.Delay(20);

        await _host.RestartAsync();

        var result = await Aas.GetAsync(finished);
        Assert.Equal(("Completed", "42.5"), (result.GetProperty("executionState").GetString(), result.GetProperty("outputArguments")[0].GetProperty("value").GetProperty("value").GetString()));
        var lost = await Aas.GetAsync(running);
        Assert.Equal("Canceled", lost.GetProperty("executionState").GetString());
        Assert.Contains("not known", lost.GetProperty("messages")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_is_shown_to_who_asked_for_it_and_to_engineers()
    {
        var move = await AddAsync("urn:o:12", $"http://{_robot.Authority}/done");
        using var first = await OtherAsync(Scopes.Write | Scopes.Read);
        using var second = await OtherAsync(Scopes.Write | Scopes.Read);
        var at = (await new AasClient(first).SendAsync("POST", move + "/invoke-async", Fitting)).Answer.Headers.Location!.ToString()["/api/v3.0".Length..];

        Assert.InRange(await new AasClient(first).StatusAsync("GET", at), 200, 302);
        await new AasClient(second).RefusedAsync(404, "GET", at);
        Assert.InRange(await Aas.StatusAsync("GET", at), 200, 302);
    }

    [Fact]
    public async Task Records_of_an_asset_are_read_by_the_operation_of_its_time_series()
    {
        var signals = (await _host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new("works/recorded/oil", SignalKind.Measurement, "Cel"), new("works/recorded/mode", SignalKind.State)], default)).Select(s => s.Signal!).ToArray();
        var idle = (await _host.Services.GetRequiredService<SignalCatalog>().EnsureStateAsync(signals[1].Id, "idle", default))!.Value;
        SampleBatch batch = new(4);
        var (noon, later) = (new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 4, 12, 0, 5, TimeSpan.Zero));
        batch.Add(signals[0].Id, Micros.Of(noon), 71.5);
        batch.Add(signals[1].Id, Micros.Of(noon), idle);
        batch.Add(signals[0].Id, Micros.Of(later), 72);
        batch.Add(signals[0].Id, Micros.Of(later.AddTicks(10)), 73);
        await _host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        var found = (await Aas.GetAsync("/submodels?semanticId=" + AasClient.Id("https://admin-shell.io/idta/TimeSeries/1/1"))).GetProperty("result").EnumerateArray().Single();
        var read = $"/submodels/{AasClient.Id(found.GetProperty("id").GetString()!)}/submodel-elements/ReadRecords/invoke/$value";

        var (status, result, _) = await Aas.SendAsync("POST", read, """{"inputArguments":{"Timespan":{"min":"2026-03-04T13:00:00+01:00","max":"2026-03-04T12:00:05Z"}},"clientTimeoutDuration":"PT30S"}""");

        Assert.True(status == 200, $"{status} {result}");
        Assert.Equal("""{"Records":{"Record_1":{"Time":"2026-03-04T12:00:00Z","mode":"idle","oil":71.5},"Record_2":{"Time":"2026-03-04T12:00:05Z","oil":72}}}""",
            result.GetProperty("outputArguments").GetRawText());
        var (_, wrong, _) = await Aas.SendAsync("POST", read, """{"inputArguments":{"Timespan":{"min":"2026-03-04T13:00:00Z","max":"2026-03-04T12:00:00Z"}},"clientTimeoutDuration":"PT30S"}""");
        Assert.Equal("Failed", wrong.GetProperty("executionState").GetString());
        Assert.Contains("before it begins", wrong.GetProperty("messages")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("broken", "Failed", "it answered with the status 500")]
    [InlineData("elsewhere", "Failed", "it answered with the status 302")]
    [InlineData("prose", "Failed", "its answer is no JSON")]
    [InlineData("other", "Failed", "the operation has no variable 'Colour' there")]
    [InlineData("slow", "Timeout", "did not answer within 1 s")]
    public async Task What_goes_wrong_there_is_told(string path, string state, string message)
    {
        var move = await AddAsync("urn:o:5", $"http://{_robot.Authority}/{path}");

        var (status, result, _) = await Aas.SendAsync("POST", move + "/invoke", Fitting.Replace("PT50S", path == "slow" ? "PT1S" : "PT50S", StringComparison.Ordinal));

        Assert.Equal((200, state, false), (status, result.GetProperty("executionState").GetString(), result.GetProperty("success").GetBoolean()));
        Assert.Contains(message, result.GetProperty("messages")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/x")]
    [InlineData("https://localhost/x")]
    [InlineData("http://[::1]/x")]
    [InlineData("http://169.254.169.254/latest")]
    public async Task What_only_this_machine_can_reach_is_not_asked(string address)
    {
        var (_, result, _) = await Aas.SendAsync("POST", await AddAsync("urn:o:6", address) + "/invoke", Fitting);

        Assert.Equal("Failed", result.GetProperty("executionState").GetString());
        Assert.Contains("twins:operationHosts", result.GetProperty("messages")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_does_not_fit_is_told_at_once_and_nobody_is_asked()
    {
        var move = await AddAsync("urn:o:7", $"http://{_robot.Authority}/done");

        var wrongs = await Aas.RefusedAsync(400, "POST", move + "/invoke", """
            {"inputArguments":[{"value":{"modelType":"Property","idShort":"Target","valueType":"xs:int","value":"1"}},
            {"value":{"modelType":"Property","idShort":"More","valueType":"xs:int","value":"1"}},
            {"value":{"modelType":"Property","idShort":"Speed","valueType":"xs:double","value":"fast"}}],"clientTimeoutDuration":"soon","who":"me"}
            """);
        Assert.Equal(
            [
                "who: is not of an operation request.", "inputArguments[2].value.value: value: 'fast' is no xs:double",
                "inputArguments: 'Target' is of the kind Property of Int; the operation asks for Property of Double.", "inputArguments: the operation has no variable 'More' there.",
                "inoutputArguments: 'Tries' is missing, and the operation has no value for it.", "clientTimeoutDuration: must be a duration above zero like PT10S.",
            ],
            wrongs);
        Assert.Equal(
            [
                "who: is not of an operation request.", "clientTimeoutDuration: is required and missing", "inputArguments: Target must be a number.",
                "inoutputArguments: 'Tries' is missing, and the operation has no value for it.",
            ],
            await Aas.RefusedAsync(400, "POST", move + "/invoke/$value", """{"inputArguments":{"Target":true,"Speed":2},"who":"me"}"""));
        Assert.Contains("'Tries' is missing", Assert.Single(await Aas.RefusedAsync(400, "POST", move + "/invoke/$value", """{"inputArguments":{"Target":1},"clientTimeoutDuration":"PT9S"}""")), StringComparison.Ordinal);
        var elsewhere = await AddAsync("urn:o:8", "ftp://x/");
        Assert.Contains("no address", Assert.Single(await Aas.RefusedAsync(400, "POST", elsewhere + "/invoke", Fitting)), StringComparison.Ordinal);
        var both = await Aas.RefusedAsync(400, "POST", elsewhere + "/invoke", Fitting.Replace("PT50S", "PT0S", StringComparison.Ordinal));
        Assert.Equal((2, true), (both.Count, both[1].Contains("no address", StringComparison.Ordinal)));
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:o:9"));
        await Aas.RefusedAsync(400, "POST", $"/submodels/{AasClient.Id("urn:o:9")}/submodel-elements/Reset/invoke", "{}");
        Assert.Null(_robot.Asked);
    }

    async Task<HttpClient> OtherAsync(Scopes scopes)
    {
        var (_, token) = await _host.Services.GetRequiredService<Tokens>().CreateAsync(new(Guid.NewGuid().ToString("n"), scopes), default);
        var http = _host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    async Task<string> AddAsync(string id, string address)
    {
        var (status, body, _) = await Aas.SendAsync("POST", "/submodels", $$$"""
            {"modelType":"Submodel","idShort":"Robot","id":"{{{id}}}","submodelElements":[{"modelType":"Operation","idShort":"Move",
            "qualifiers":[{"type":"invocationDelegation","valueType":"xs:string","value":"{{{address}}}"}],
            "inputVariables":[{"value":{"modelType":"Property","idShort":"Target","valueType":"xs:double"}},{"value":{"modelType":"Property","idShort":"Speed","valueType":"xs:double","value":"1.5"}}],
            "outputVariables":[{"value":{"modelType":"Property","idShort":"Reached","valueType":"xs:double"}}],
            "inoutputVariables":[{"value":{"modelType":"Property","idShort":"Tries","valueType":"xs:int"}}]}]}
            """);
        Assert.True(status == 201, $"{status} {body}");
        return $"/submodels/{AasClient.Id(id)}/submodel-elements/Move";
    }
}
