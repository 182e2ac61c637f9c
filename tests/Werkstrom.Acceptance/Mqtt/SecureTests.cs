using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Werkstrom.Acceptance.Mqtt;

/// <summary>Whole sessions of npm's mqtt with the built program over TLS and over a secured WebSocket; it trusts only the certificate that the program made.</summary>
public sealed class SecureTests
{
    [Theory]
    [InlineData("3.1.1", "mqtts")]
    [InlineData("5.0", "wss")]
    public async Task A_machine_that_trusts_the_programs_certificate_has_its_whole_session(string version, string way)
    {
        var port = MqttProgram.FreePort();
        await using var program = new Running { Urls = "https://127.0.0.1:0", Environment = { ["WERKSTROM_mqtt__tlsPort"] = port } };
        await program.StartAsync();
        var (code, token, error) = await Running.RunAsync("token", "create", "--data", program.Folder, "--name", "machine", "--scopes", "read,write");
        Assert.True(code == 0, error);
        var authority = Path.Combine(program.Folder, "server.pem");
        using (var made = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(program.Folder, "tls", "werkstrom.pfx"), null))
            await File.WriteAllTextAsync(authority, made.ExportCertificatePem());

        var url = way == "mqtts" ? $"mqtts://127.0.0.1:{port}" : $"wss://{program.Address.Authority}/mqtt";
        var said = JsonDocument.Parse(await MqttProgram.RunAsync("env", "mqtt", $"NODE_EXTRA_CA_CERTS={authority}", "node", "clients.mjs", url, token.Trim(), version, way)).RootElement;

        Assert.Equal(["0 1.5", "1 2.5", "2 3.5"], said.GetProperty("qos").EnumerateArray().Select(m => $"{m[1]} {m[2]}"));
        Assert.Equal("7", said.GetProperty("retained")[1].GetString());
        Assert.Equal("0", said.GetProperty("will").GetString());
    }
}
