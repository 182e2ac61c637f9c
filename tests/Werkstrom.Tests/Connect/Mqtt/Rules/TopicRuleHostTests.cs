using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Connect.Mqtt.Rules;

/// <summary>Rules over the API of the real host, with messages of <c>mosquitto_pub</c>.</summary>
public sealed class TopicRuleHostTests(MqttHost mqtt) : IClassFixture<MqttHost>
{
    const string Rules = "api/connect/topic-rules";

    [Fact]
    public async Task What_was_refused_is_stored_once_a_rule_reads_it_also_for_a_client_that_stays()
    {
        var token = await mqtt.TokenAsync(Scopes.Write, name: "gateway");
        using var stays = mqtt.Start("mosquitto_pub", token, "-l", "-q", "1", "-t", "gw/press3/raw");
        await stays.StandardInput.WriteLineAsync("""[{"t":1759996800000,"v":71.5},{"t":1759996801000,"v":72}]""");
        var letter = await LetterAsync("gateway@127.0.0.1");
        Assert.Equal(("mqtt", "syntax"), (letter.GetProperty("kind").GetString(), letter.GetProperty("reason").GetString()));

        using var made = await Local.PostAsJsonAsync(Rules, new { name = "Gateway", text = "topic gw/{machine}/raw\nvalue $[*].v -> hall/{machine}/oil_C\ntime $[*].t ms" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        using var again = await Local.PostAsJsonAsync($"{Rules}/replay", new { rule = id });
        Assert.Equal("""{"stored":1,"refused":0,"left":0}""", await again.Content.ReadAsStringAsync());
        Assert.Equal((double[])[71.5, 72], await mqtt.ReadAsync("hall/press3/oil_C"));

        await stays.StandardInput.WriteLineAsync("""[{"t":1759996802000,"v":73}]""");
        stays.StandardInput.Close();
        Assert.Equal((0, ""), await MqttHost.EndAsync(stays));
        Assert.Equal((double[])[71.5, 72, 73], await mqtt.ReadAsync("hall/press3/oil_C"));

        using var off = await Local.PutAsJsonAsync($"{Rules}/{id}", new { name = "Gateway", isOn = false, text = "topic gw/{machine}/raw\nignore" });
        Assert.Equal(HttpStatusCode.OK, off.StatusCode);
        using var gone = await Local.DeleteAsync($"{Rules}/{id}");
        using var twice = await Local.DeleteAsync($"{Rules}/{id}");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (gone.StatusCode, twice.StatusCode));
        var audit = await mqtt.Host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Key = $"{id}" }, default);
        Assert.Equal(3, audit.Count(row => row.Entity.Contains("topic_rule", StringComparison.Ordinal))); // made, changed, taken away
    }

    [Fact]
    public async Task Ignored_topics_are_neither_stored_nor_missed_and_the_most_specific_rule_holds()
    {
        var token = await mqtt.TokenAsync(Scopes.Write, name: "quiet");
        using var put = await Local.PutAsync($"{Rules}/text", new StringContent("rule Noise\ntopic quiet/#\nignore\n\nrule Heard\ntopic quiet/{m}/n\nvalue $ -> quiet/{m}/heard\n", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-q", "1", "-t", "quiet/a/log", "-m", "läuft")).Code);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-q", "1", "-t", "quiet/a/n", "-m", "7")).Code);

        Assert.Equal((double[])[7], await mqtt.ReadAsync("quiet/a/heard"));
        var sources = await Local.GetFromJsonAsync<JsonElement>("api/connect/sources");
        Assert.Contains(sources.EnumerateArray(), s => s.GetProperty("source").GetString() == "quiet@127.0.0.1" && s.GetProperty("rejected").GetInt64() == 0);
        Assert.Equal("rule Heard\ntopic quiet/{m}/n\nvalue $ -> quiet/{m}/heard\n\nrule Noise\ntopic quiet/#\nignore\n", await Local.GetStringAsync($"{Rules}/text"));
        using var undone = await Local.PostAsync($"{Rules}/undo", null);
        Assert.Equal(HttpStatusCode.NoContent, undone.StatusCode);
    }

    [Fact]
    public async Task A_message_is_tried_and_nothing_is_stored()
    {
        var tried = await TryAsync("""{"topic":"try/p/x","payload":"{\"v\":300,\"t\":\"2025-10-09T10:00:00Z\"}","rule":"topic try/{m}/x\nvalue $.v -> try/{m}/v unit=K\ntime $.t"}""");
        Assert.Equal(
            """{"reader":"rule","error":null,"isIgnored":false,"values":[{"name":"rule $.v","error":null,"path":"try/p/v","isNew":true,"unit":"K","kind":"measurement","at":"2025-10-09T10:00:00+00:00","value":300,"text":null,"quality":192}]}""",
            tried);
        Assert.Null(await mqtt.ReadAsync("try/p/v"));
        Assert.Contains("\"reader\":\"default\",\"error\":null", await TryAsync("""{"topic":"try/p/x","payload":"7"}"""), StringComparison.Ordinal);
        Assert.Contains("the rule is for topics a/b", await TryAsync("""{"topic":"try/p/x","payload":"7","rule":"topic a/b\nignore"}"""), StringComparison.Ordinal);
        Assert.Contains("a line 'topic' is missing", await TryAsync("""{"topic":"try/p/x","payload":"7","rule":"ignore"}"""), StringComparison.Ordinal);
        Assert.Contains("without the wildcards", await TryAsync("""{"topic":"try/+","payload":"7"}"""), StringComparison.Ordinal);
        Assert.Contains("\u0027alone\u0027 has no asset", await TryAsync("""{"topic":"alone","payload":"7"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_rule_is_refused_with_all_that_is_wrong_and_only_engineers_may()
    {
        using var wrong = await Local.PostAsJsonAsync(Rules, new { name = "", text = "topics" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var errors = (await wrong.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal("a rule has a name of 1 to 100 characters", errors.GetProperty("name")[0].GetString());
        Assert.Equal(3, errors.GetProperty("text").GetArrayLength());
        using var stray = await Local.PutAsync($"{Rules}/text", new StringContent("topic a/b"));
        Assert.Equal(HttpStatusCode.BadRequest, stray.StatusCode);
        var before = await Local.GetStringAsync(Rules);
        using var tooLong = await Local.PutAsync($"{Rules}/text", new StringContent(new('#', 10_000_001)));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        Assert.Equal(before, await Local.GetStringAsync(Rules));
        using var gone = await Local.GetAsync("setup/topics/rule?id=999999");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var missing = await Local.PutAsJsonAsync($"{Rules}/999", new { name = "x", text = "topic z/z\nignore" });
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var anonymous = mqtt.Host.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(Rules)).StatusCode);
    }

    [Fact]
    public async Task Topics_that_were_seen_are_listed_and_a_rule_is_proposed()
    {
        var token = await mqtt.TokenAsync(Scopes.Write, name: "seen");
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-r", "-i", "press-7", "-q", "1", "-t", "seen/p/x", "-m", "[{\"t\":1759996800000,\"v\":1}]")).Code);
        Assert.Equal(0, (await mqtt.PublishAsync(token, "-q", "1", "-t", "seen/p/n", "-m", "7")).Code);

        var list = await Local.GetFromJsonAsync<JsonElement>("api/connect/topics?at=seen&q=X");
        Assert.Equal(1, list.GetProperty("count").GetInt32());
        var topic = list.GetProperty("topics")[0];
        Assert.Equal(("seen/p/x", "[{\"t\":1759996800000,\"v\":1}]", 1), (topic.GetProperty("topic").GetString(), topic.GetProperty("payload").GetString(), topic.GetProperty("count").GetInt32()));
        Assert.Equal(("press-7", "seen", "default"), (topic.GetProperty("client").GetString(), topic.GetProperty("source").GetString(), topic.GetProperty("reader").GetString()));
        Assert.True(topic.GetProperty("isRetained").GetBoolean() && topic.GetProperty("isRefused").GetBoolean());
        Assert.Equal(2, (await Local.GetFromJsonAsync<JsonElement>("api/connect/topics?at=seen/&limit=1")).GetProperty("count").GetInt32());

        using var proposed = await Local.PostAsJsonAsync("api/connect/topics/propose", new { topic = "seen/p/x" });
        Assert.Equal(
            """{"name":"seen/p/x","text":"topic   seen/p/x\nvalue   $[*].v -> seen/p/x\ntime    $[*].t","form":"samples","reader":"default"}""",
            (await proposed.Content.ReadAsStringAsync()).Replace("\\u003E", ">", StringComparison.Ordinal));
        using var unknown = await Local.PostAsJsonAsync("api/connect/topics/propose", new { topic = "never/seen" });
        using var wrong = await Local.PostAsJsonAsync("api/connect/topics/propose", new { topic = "seen/#" });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, wrong.StatusCode));
    }

    HttpClient Local => mqtt.Host.Local;

    async Task<string> TryAsync(string body)
    {
        using var answer = await Local.PostAsync($"{Rules}/try", new StringContent(body, Encoding.UTF8, "application/json"));
        return await answer.Content.ReadAsStringAsync();
    }

    async Task<JsonElement> LetterAsync(string source)
    {
        for (var tries = 0; tries < 1_200; tries++)
        {
            var letters = await Local.GetFromJsonAsync<JsonElement>($"api/connect/dead-letters?source={source}");
            if (letters.GetArrayLength() > 0)
                return letters[0];
            await Task.Delay(50);
        }

        throw new TimeoutException("No refused payload came within 60 s.");
    }
}
