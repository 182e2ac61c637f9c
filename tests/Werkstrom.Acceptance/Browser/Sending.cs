using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Acceptance.Browser;

/// <summary>What sources and engineers do meanwhile, over HTTP.</summary>
static class Sending
{
    /// <summary>Sends lines of line protocol with instants in seconds.</summary>
    public static async Task WriteAsync(this Stage stage, string lines)
    {
        using var answer = await stage.Writer.PostAsync(new Uri("/write?precision=s", UriKind.Relative), new StringContent(lines));
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The number of the one signal that these words find.</summary>
    public static async Task<int> SignalAsync(this Stage stage, string words)
    {
        var found = await stage.Writer.GetFromJsonAsync<JsonNode>(new Uri($"/api/signals?search={Uri.EscapeDataString(words)}", UriKind.Relative));
        return Assert.Single(found!["signals"]!.AsArray())!["id"]!.GetValue<int>();
    }

    /// <summary>Changes a signal.</summary>
    public static async Task ChangeAsync(this Stage stage, int signal, object patch)
    {
        using var answer = await stage.Writer.PatchAsJsonAsync(new Uri($"/api/signals/{signal}", UriKind.Relative), patch);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
