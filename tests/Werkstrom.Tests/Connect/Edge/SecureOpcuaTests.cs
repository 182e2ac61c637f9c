using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>An OPC UA server that lets in nobody without a password, over an encrypted connection.</summary>
public sealed class SecureOpcuaTests(Host host) : IClassFixture<Host>
{
    const string Password = "geheim & länger";

    [Fact]
    public async Task A_password_is_asked_for_kept_secret_and_the_certificate_is_remembered()
    {
        var folder = Directory.CreateTempSubdirectory("ws-opcua-").FullName;
        await using (var machine = await Machine.OpcuaAsync(folder, "leser", Password))
        {
            Assert.Equal(
                "The server wants another kind of log-in: The server lets nobody in without user and password.",
                await FaultAsync(new { kind = "opcua", url = machine.Url, name = "niemand", security = "encrypt" }, "niemand"));
            Assert.Equal(
                "The server refuses user and password.",
                await FaultAsync(new { kind = "opcua", url = machine.Url, name = "falsch", security = "encrypt", user = "leser", password = "falsch" }, "falsch"));
            Assert.StartsWith(
                "The server does not offer this security.",
                await FaultAsync(new { kind = "opcua", url = machine.Url, name = "signiert", security = "sign", user = "leser", password = Password }, "signiert"),
                StringComparison.Ordinal);

            Assert.Null(await FaultAsync(new { kind = "opcua", url = machine.Url, name = "richtig", security = "encrypt", user = "leser", password = Password }, "richtig"));

            var detail = await host.GetAsync("/richtig");
            Assert.Matches("^[0-9a-f]{64}$", detail.GetProperty("server").GetProperty("fingerprint").GetString());
            Assert.DoesNotContain("geheim", detail.ToString(), StringComparison.Ordinal);
            Assert.Equal((4L, 0L), (await CountAsync("connect_edge_server", "1 = 1"), await CountAsync("connect_edge_server", "password LIKE '%geheim%' OR token_key LIKE 'wst%'")));
            Assert.Equal((4L, 0L), (
                await CountAsync("kernel_audit", "entity = 'connect_edge_server' AND action = 'created'"), await CountAsync("kernel_audit", "after_json LIKE '%geheim%'")));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_as_such()
    {
        var port = Serving.MqttPort.Spare();

        Assert.Equal("Nothing listens at this address: does the server run, and is the port right?", await FaultAsync(new { kind = "opcua", url = $"opc.tcp://127.0.0.1:{port}", name = "fort" }, "fort"));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_wish_is_said_at_once()
    {
        using var answer = await host.Local.PostAsJsonAsync(
            "api/connect/edge", new { kind = "opcua", url = "http://a:b@c", name = "x/y", security = "some", password = "p" });

        var errors = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("errors");
        Assert.Equal(["name", "security", "url", "user"], errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    async Task<long> CountAsync(string table, string which)
    {
        await using var connection = await host.Services.GetRequiredService<Registry>().OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table} WHERE {which}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    async Task<string?> FaultAsync(object wish, string name) => (await host.AddAsync(wish, name)).GetProperty("fault").GetString();
}
