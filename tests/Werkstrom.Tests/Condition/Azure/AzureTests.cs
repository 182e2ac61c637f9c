using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Azure;

/// <summary>The retired Azure Anomaly Detector: form of request, answer and errors as in its REST reference, series made by hand.</summary>
public sealed class AzureTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_peak_and_a_dip_in_a_daily_course_are_found_and_nothing_else()
    {
        // four weeks of hours: 50 ± 20 over the day, a little scatter, 60 more at point 300, 55 less at point 500
        double[] values = [.. Enumerable.Range(0, 672).Select(i => 50 + (20 * Math.Sin(2 * Math.PI * i / 24)) + (i * 7919 % 13 * 0.1))];
        values[300] += 60;
        values[500] -= 55;

        var answer = await DetectAsync("entire", values, "hourly");

        Assert.Equal(24, answer.GetProperty("period").GetInt32());
        Assert.Equal([300, 500], True(answer, "isAnomaly"));
        Assert.Equal([300], True(answer, "isPositiveAnomaly"));
        Assert.Equal([500], True(answer, "isNegativeAnomaly"));
        Assert.Equal(values[300] - 60, answer.GetProperty("expectedValues")[300].GetDouble(), 2.0);
        Assert.Equal(670, answer.GetProperty("severity").EnumerateArray().Count(s => s.GetDouble() == 0));
        // the documented meaning of the margins: the boundary is expected + (100 − sensitivity) × margin
        var boundary = answer.GetProperty("expectedValues")[300].GetDouble() + (5 * answer.GetProperty("upperMargins")[300].GetDouble());
        Assert.InRange(boundary, values[300] - 60, values[300]);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(21.4, false)] // 21, 21.2, 21.4, and again: it comes every three steps
    public async Task The_last_point_is_judged_by_those_before_it(double last, bool isOut)
    {
        double[] values = [.. Enumerable.Range(0, 29).Select(i => 21 + (i % 3 * 0.2)), last];

        var answer = await DetectAsync("last", values, "minutely");

        Assert.Equal(isOut, answer.GetProperty("isAnomaly").GetBoolean());
        Assert.Equal(isOut, answer.GetProperty("isPositiveAnomaly").GetBoolean());
        Assert.InRange(answer.GetProperty("expectedValue").GetDouble(), 20.8, 21.6);
        Assert.True(answer.GetProperty("suggestedWindow").GetInt32() > 0);
    }

    [Fact]
    public async Task What_comes_last_does_not_change_what_is_expected_of_it()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => 5 + (i * 31 % 7 * 0.1))];
        var expected = (await DetectAsync("last", values, "none")).GetProperty("expectedValue").GetDouble();
        values[^1] = 1_000;

        Assert.Equal(expected, (await DetectAsync("last", values, "none")).GetProperty("expectedValue").GetDouble());
    }

    [Fact]
    public async Task Where_the_level_changes_is_a_change_point()
    {
        double[] values = [.. Enumerable.Range(0, 80).Select(i => (i < 40 ? 10 : 16) + (i * 37 % 11 * 0.1))];

        var answer = await DetectAsync("changepoint", values, "daily");

        Assert.Equal([40], True(answer, "isChangePoint"));
        Assert.InRange(answer.GetProperty("confidenceScores")[40].GetDouble(), 0.99, 1);
    }

    [Fact]
    public async Task A_constant_series_has_no_anomaly_and_one_step_out_of_it_is_one()
    {
        var values = Enumerable.Repeat(4.0, 20).ToArray();
        Assert.Empty(True(await DetectAsync("entire", values, "daily"), "isAnomaly"));

        values[10] = 9;
        var answer = await DetectAsync("entire", values, "daily");
        Assert.Equal([10], True(answer, "isAnomaly"));
    }

    [Fact]
    public async Task Missing_points_leave_the_answer_in_the_order_of_what_was_sent()
    {
        // 40 minutes without the minutes 7 and 8; minute 20, which is point 18, stands out
        var points = Enumerable.Range(0, 40).Where(m => m is not (7 or 8)).Select(m => Point(Start.AddMinutes(m), m == 20 ? 90 : 30 + (m * 37 % 11 * 0.1))).ToArray();

        var answer = await PostAsync("v1.1", "entire", new { series = points, granularity = "minutely" });

        Assert.Equal(38, answer.Body.GetProperty("isAnomaly").GetArrayLength());
        Assert.Equal([18], True(answer.Body, "isAnomaly"));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"granularity":"daily"}""", "RequiredSeries" },
        { $$"""{"series":[{{Json(11)}}],"granularity":"daily"}""", "InvalidSeries" },
        { $$"""{"series":[{{Json(12)}},{"timestamp":"2026-03-05T00:00:00Z","value":1}],"granularity":"daily"}""", "InvalidSeries" }, // the same day twice
        { $$"""{"series":[{{Json(12)}},{"timestamp":"2026-03-01T00:00:00Z","value":1}],"granularity":"daily"}""", "InvalidSeries" }, // back in time
        { $$"""{"series":[{{Json(12)}},{"timestamp":"2026-03-20T05:00:00Z","value":1}],"granularity":"daily"}""", "InvalidSeries" }, // between two days
        { $$"""{"series":[{{Json(12)}},{"timestamp":"2026-03-14T00:00:00Z","value":"x"}],"granularity":"daily"}""", "InvalidSeries" },
        { $$"""{"series":[{{Json(20)}}],"granularity":"fortnightly"}""", "InvalidGranularity" },
        { $$"""{"series":[{{Json(20)}}],"granularity":"daily","customInterval":0}""", "InvalidCustomInterval" },
        { $$"""{"series":[{{Json(20)}}],"granularity":"daily","period":11}""", "InvalidPeriod" },
        { $$"""{"series":[{{Json(20)}}],"granularity":"daily","sensitivity":100}""", "InvalidModelArgument" },
        { $$"""{"series":[{{Json(20)}}],"granularity":"daily","maxAnomalyRatio":0.5}""", "InvalidModelArgument" },
        { $$"""{"series":[{{Json(20)}}],"granularity":"daily","imputeMode":"guess"}""", "InvalidImputeMode" },
        { "{\"series\":[", "InvalidJsonFormat" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_told_with_its_code(string body, string code)
    {
        using var http = await host.TokenClientAsync(Scopes.Read);
        using StringContent content = new(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync(new Uri("anomalydetector/v1.1/timeseries/entire/detect", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal(code, Assert.Single(answer.Headers.GetValues("x-ms-error-code")));
    }

    [Fact]
    public async Task The_key_of_a_client_is_a_token_that_may_read()
    {
        var tokens = host.Services.GetRequiredService<Tokens>();
        var (_, read) = await tokens.CreateAsync(new("azure", Scopes.Read), default);
        var (_, write) = await tokens.CreateAsync(new("writer", Scopes.Write), default);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("v1.0", read));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("v1.1-preview.1", read));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("v1.1", write));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("v1.1", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("v1.1", null));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("v2.0", read));
    }

    async Task<HttpStatusCode> StatusAsync(string version, string? key)
    {
        using var http = host.Anonymous();
        if (key is not null)
            http.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", key);
        using StringContent content = new($$"""{"series":[{{Json(20)}}],"granularity":"daily"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync(new Uri($"anomalydetector/{version}/timeseries/entire/detect", UriKind.Relative), content);
        return answer.StatusCode;
    }

    async Task<JsonElement> DetectAsync(string what, double[] values, string granularity)
    {
        var step = granularity switch { "hourly" => TimeSpan.FromHours(1), "minutely" => TimeSpan.FromMinutes(1), _ => TimeSpan.FromDays(1) };
        var (status, body) = await PostAsync("v1.1", what, new { series = values.Select((v, i) => Point(Start + (i * step), v)), granularity });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body;
    }

    async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string version, string what, object request)
    {
        using var http = await host.TokenClientAsync(Scopes.Read);
        using var answer = await http.PostAsJsonAsync($"anomalydetector/{version}/timeseries/{what}/detect", request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    static object Point(DateTimeOffset at, double value) => new { timestamp = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), value };

    static int[] True(JsonElement answer, string array) => [.. answer.GetProperty(array).EnumerateArray().Index().Where(p => p.Item.GetBoolean()).Select(p => p.Index)];

    static string Json(int days) => string.Join(',', Enumerable.Range(0, days).Select(d => JsonSerializer.Serialize(Point(Start.AddDays(d), d % 4))));
}
