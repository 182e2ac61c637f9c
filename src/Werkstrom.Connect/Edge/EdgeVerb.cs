using System.Net.Http.Json;
using System.Text.Json;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Connect.Edge;

/// <summary>A verb's way to the API of side-cars; a refusal becomes sentences.</summary>
sealed class EdgeVerb(HttpClient http, CancellationToken stop)
{
    const string Base = "api/connect/edge";

    /// <summary>Connects to the folder's server and runs; a refusal goes to standard error and gives exit code 1.</summary>
    public static async Task<int> RunAsync(string folder, Func<EdgeVerb, Task<int>> run, CancellationToken stop)
    {
        try
        {
            await using var server = await LocalServer.ConnectAsync(new DataFolder(folder), stop);
            return await run(new(server.Http, stop));
        }
        catch (EdgeException e)
        {
            await Console.Error.WriteLineAsync(e.Key);
            return 1;
        }
    }

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonElement> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Adds a server, or says all that is wrong.</summary>
    /// <param name="wish">The server.</param>
    /// <param name="unread">A sentence why a file that belongs to it cannot be read; then nothing is added.</param>
    /// <exception cref="EdgeException">It was not added; its key is the sentences.</exception>
    public async Task<JsonElement> AddAsync(object wish, string? unread)
    {
        if (unread is null)
            return await PostAsync("", wish);
        try
        {
            await PostAsync("/check", wish);
        }
        catch (EdgeException e)
        {
            throw new EdgeException(e.Key + Environment.NewLine + unread);
        }

        throw new EdgeException(unread);
    }

    /// <summary>The address of a server's API.</summary>
    public static string Of(string server, string rest = "") => $"/{Uri.EscapeDataString(server)}{rest}";

    /// <exception cref="EdgeException">The server refused; its key is the sentences.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, Base + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.AcceptLanguage.ParseAdd("en"); // as the verbs themselves
        using var answer = await http.SendAsync(request, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
            throw new EdgeException("There is no such server; 'list' names those that there are.");
        var json = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        return answer.IsSuccessStatusCode ? json : throw new EdgeException(Sentences(json, $"The server answered {(int)answer.StatusCode}."));
    }

    /// <summary>Waits until a server was looked at, and tells how far it is.</summary>
    /// <returns>Its nodes.</returns>
    /// <exception cref="EdgeException">It could not be looked at.</exception>
    public async Task<JsonElement> BrowsedAsync(string server)
    {
        var shown = -1;
        while (true)
        {
            var nodes = await GetAsync(Of(server, "/nodes"));
            if (!nodes.GetProperty("isRunning").GetBoolean())
                return nodes.GetProperty("fault").GetString() is { } fault ? throw new EdgeException(fault) : nodes;
            if (nodes.GetProperty("found").GetInt32() is var found && found != shown && found > 0)
                await Console.Error.WriteLineAsync($"{found} nodes …");
            shown = nodes.GetProperty("found").GetInt32();
            await Task.Delay(TimeSpan.FromMilliseconds(300), stop);
        }
    }

    static string Sentences(JsonElement problem, string otherwise)
    {
        if (problem.ValueKind != JsonValueKind.Object)
            return otherwise;
        if (problem.TryGetProperty("errors", out var errors))
            return string.Join(Environment.NewLine, errors.EnumerateObject().SelectMany(e => e.Value.EnumerateArray()).Select(r => r.GetString()));
        return problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : otherwise;
    }
}
