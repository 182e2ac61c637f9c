using System.Text.Json;
using Werkstrom.Acceptance.Mqtt;

namespace Werkstrom.Acceptance.Twins;

/// <summary>npm's basyx-typescript-sdk 1.0.2, unchanged, against the built program.</summary>
public sealed class ShellClientTests
{
    [Fact]
    public async Task The_client_of_BaSyx_lists_reads_creates_and_deletes()
    {
        await using Running program = new();
        await program.StartAsync();
        var (code, token, error) = await Running.RunAsync("token", "create", "--data", program.Folder, "--name", "shells", "--scopes", "engineer");
        Assert.True(code == 0, error);

        var said = JsonDocument.Parse(await MqttProgram.RunAsync("node", ".", "shells.mjs", program.Address.ToString().TrimEnd('/'), token.Trim())).RootElement;

        Assert.Equal("urn:basyx:shell", said.GetProperty("created").GetString());
        Assert.Contains("already", said.GetProperty("again").GetProperty("refused")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("urn:basyx:shell", said.GetProperty("list").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(("Press", "Lathe"), (said.GetProperty("one").GetString(), said.GetProperty("after").GetString()));
        Assert.Equal("urn:basyx:submodel", said.GetProperty("made").GetString());
        Assert.Contains("urn:basyx:submodel", said.GetProperty("all").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal("7", said.GetProperty("element").GetString());
        Assert.Equal(7, said.GetProperty("value").GetProperty("Speed").GetInt32());
        Assert.Equal("urn:basyx:concept", said.GetProperty("noted").GetString());
        Assert.Contains("urn:basyx:concept", said.GetProperty("notes").EnumerateArray().Select(i => i.GetString()));
        Assert.All(said.GetProperty("gone").EnumerateArray(), g => Assert.False(g.TryGetProperty("refused", out _) || g.TryGetProperty("failed", out _), g.ToString()));
        Assert.Contains("urn:basyx:shell", said.GetProperty("missing").GetProperty("refused")[0].GetString(), StringComparison.Ordinal);
    }
}
