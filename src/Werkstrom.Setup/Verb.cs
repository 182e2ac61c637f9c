using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Setup;

/// <summary>What the verbs of this module share: a call of our own API, and its refusal as a sentence.</summary>
static class Verb
{
    /// <summary>Connects to the folder's server and runs; a refusal goes to standard error and gives exit code 1.</summary>
    public static async Task<int> RunAsync(string folder, Func<HttpClient, Task> run, CancellationToken stop)
    {
        try
        {
            await using var server = await LocalServer.ConnectAsync(new DataFolder(folder), stop);
            await run(server.Http);
            return 0;
        }
        catch (VerbException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <exception cref="VerbException">The server refused; the message says why.</exception>
    public static async Task<JsonElement> SendAsync(
        this HttpClient http, HttpMethod method, string address, object? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (!answer.IsSuccessStatusCode)
            throw new VerbException(Reason(answer.StatusCode, text));
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The reasons in a ProblemDetails, a line each.</summary>
    static string Reason(HttpStatusCode status, string text)
    {
        try
        {
            var problem = JsonDocument.Parse(text).RootElement;
            if (problem.TryGetProperty("errors", out var errors))
                return string.Join(Environment.NewLine, errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()).Select(r => r.GetString()));
            if (problem.TryGetProperty("detail", out var detail))
                return detail.GetString()!;
        }
        catch (JsonException)
        {
        }

        return $"The server answered {(int)status} {status}.";
    }
}

/// <summary>A verb was refused; the message is for people.</summary>
sealed class VerbException(string message) : Exception(message);
