using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Setup.Backups;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>Sessions and retained messages in the backup.</summary>
public sealed class MqttBackupTests : IAsyncLifetime
{
    readonly MqttHost _mqtt = new();
    readonly MqttHost _restored = new();

    public Task InitializeAsync() => _mqtt.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _restored.DisposeAsync();
        await _mqtt.DisposeAsync();
    }

    [Fact]
    public async Task What_waited_for_a_client_and_what_was_retained_is_there_after_a_restore()
    {
        var token = await _mqtt.TokenAsync(Scopes.Read | Scopes.Write);
        string[] session = ["-c", "-i", "reader", "-q", "1", "-v", "-t", "works/#"];
        using (var subscribes = _mqtt.Start("mosquitto_sub", token, [.. session, "-E"]))
            Assert.Equal(0, (await MqttHost.EndAsync(subscribes)).Code);
        Assert.Equal(0, (await _mqtt.PublishAsync(token, "-q", "1", "-t", "works/a", "-m", "1")).Code);
        Assert.Equal(0, (await _mqtt.PublishAsync(token, "-q", "1", "-r", "-t", "kept/b", "-m", "2")).Code);

        await BackupReader.RestoreAsync(await BackupAsync(), _restored.Host.Folder, default);
        await _restored.InitializeAsync();

        using var again = _restored.Start("mosquitto_sub", token, [.. session, "-C", "1", "-W", "30"]);
        Assert.Equal((0, "works/a 1\n"), await MqttHost.EndAsync(again));
        using var later = _restored.Start("mosquitto_sub", token, "-C", "1", "-W", "30", "-v", "-t", "kept/#");
        Assert.Equal((0, "kept/b 2\n"), await MqttHost.EndAsync(later));
        Assert.Equal((double[])[1], await _restored.ReadAsync("works/a"));
    }

    async Task<string> BackupAsync()
    {
        using var started = await _mqtt.Host.Local.PostAsync("api/setup/backups", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var name = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
        var runs = _mqtt.Host.Services.GetRequiredService<BackupRuns>();
        await runs.WaitAsync(default);
        Assert.Null(runs.Error);
        return Path.Combine(_mqtt.Host.Folder, "backups", name);
    }
}
