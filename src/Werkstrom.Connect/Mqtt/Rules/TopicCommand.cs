using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>The verb <c>topics</c>: the rules of MQTT topics as text, and what would become of a message.</summary>
static class TopicCommand
{
    const string Rules = "api/connect/topic-rules";

    static readonly Argument<string> File = new("FILE") { Description = "A text file; - is standard input or output", DefaultValueFactory = _ => "-" };
    static readonly Argument<string> Topic = new("TOPIC") { Description = "For example works/press3/data" };
    static readonly Argument<string> Payload = new("PAYLOAD") { Description = "For example '{\"oil\":71.5}'" };

    public static Command Make() => new("topics", "Rules by which MQTT topics and payloads become samples") { Export(), Import(), Try() };

    static Command Export() => CommonOptions.Verb("export", "Write all rules to a file", [File], async (given, http, stop) =>
    {
        var text = await http.GetStringAsync($"{Rules}/text", stop);
        if (given.GetValue(File) is { } file and not "-")
            await System.IO.File.WriteAllTextAsync(file, text, stop);
        else
            Console.Out.Write(text);
        return 0;
    });

    static Command Import() => CommonOptions.Verb("import", "Replace all rules by those of a file; POST /api/connect/topic-rules/undo takes it back", [File], async (given, http, stop) =>
    {
        var file = given.GetValue(File)!;
        if (file != "-" && !System.IO.File.Exists(file))
            return Fail($"There is no file '{file}'.");
        var text = file == "-" ? await Console.In.ReadToEndAsync(stop) : await System.IO.File.ReadAllTextAsync(file, stop);
        using var answer = await http.PutAsync($"{Rules}/text", new StringContent(text, Encoding.UTF8, "text/plain"), stop);
        if (!answer.IsSuccessStatusCode)
            return await RefusedAsync(answer, stop);
        var rules = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        var count = rules.EnumerateArray().Count(rule => rule.GetProperty("isOn").GetBoolean());
        Console.Out.WriteLine(count == 1 ? "1 rule is in force." : string.Create(CultureInfo.InvariantCulture, $"{count} rules are in force."));
        return 0;
    });

    static Command Try()
    {
        var json = CommonOptions.Json();
        return CommonOptions.Verb("try", "Show what would become of a message; nothing is stored", [Topic, Payload, json], async (given, http, stop) =>
        {
            using var answer = await http.PostAsJsonAsync($"{Rules}/try", new { topic = given.GetValue(Topic), payload = given.GetValue(Payload) }, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (!answer.IsSuccessStatusCode)
                return await RefusedAsync(answer, stop);
            if (given.GetValue(json))
                Console.Out.WriteLine(text);
            else
                Show(JsonSerializer.Deserialize<TopicRuleEndpoints.TriedView>(text, JsonSerializerOptions.Web)!);
            return 0;
        });
    }

    static void Show(TopicRuleEndpoints.TriedView tried)
    {
        Console.Out.WriteLine($"read by: {tried.Reader}");
        if (tried.Error is not null)
            Console.Out.WriteLine($"refused: {tried.Error}");
        if (tried.IsIgnored)
            Console.Out.WriteLine("ignored: nothing is stored");
        foreach (var value in tried.Values)
        {
            Console.Out.WriteLine(value.Error is not null
                ? $"{value.Name}: refused: {value.Error}"
                : string.Create(CultureInfo.InvariantCulture, $"{value.Path} = {value.Text ?? $"{value.Value:R}"} {value.Unit} ({value.Kind}{(value.IsNew ? ", new" : "")}) at {value.At:O}"));
        }
    }

    static async Task<int> RefusedAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        if (!problem.TryGetProperty("errors", out var errors))
            return Fail(problem.GetProperty("title").GetString() ?? $"{answer.StatusCode}");
        foreach (var field in errors.EnumerateObject())
        {
            foreach (var error in field.Value.EnumerateArray())
                Console.Error.WriteLine($"{field.Name}: {error.GetString()}");
        }

        return Fail("Nothing was changed.");
    }

    static int Fail(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
