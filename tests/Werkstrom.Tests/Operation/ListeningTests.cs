using System.Net;
using System.Net.Sockets;
using Werkstrom.Serving;

namespace Werkstrom.Tests.Operation;

public sealed class ListeningTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:0")]
    [InlineData("http://[::1]:8080")]
    [InlineData("https://0.0.0.0:8443")]
    [InlineData("https://*:8443;http://127.0.0.1:8080")]
    [InlineData("")]
    public void These_addresses_are_taken(string urls) =>
        Assert.Empty(Listening.Errors(new() { Data = "d", Urls = urls }));

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://192.0.2.7:8080")]
    public void Other_machines_are_served_with_TLS_only(string urls) =>
        Assert.Contains("needs TLS", Assert.Single(Listening.Errors(new() { Data = "d", Urls = urls })), StringComparison.Ordinal);

    [Fact]
    public void Behind_a_named_proxy_plain_HTTP_is_taken() =>
        Assert.Empty(Listening.Errors(new() { Data = "d", Urls = "http://0.0.0.0:8080", Proxy = IPAddress.Parse("192.0.2.1") }));

    [Fact]
    public async Task A_port_that_another_program_has_is_told_with_the_setting_that_chooses_another_and_nothing_is_started()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = Directory.CreateTempSubdirectory("ws-busy-").FullName;

        var told = await Assert.ThrowsAsync<StartException>(() => Server.StartAsync(
            new() { Data = folder, Urls = $"http://127.0.0.1:{port};http://127.0.0.1:0", MqttPort = port }, HostModules.All(), default));

        Assert.Equal(
            [
                $"Another program listens on 127.0.0.1:{port} already: end it, or choose another port with --urls.",
                $"Another program listens on 127.0.0.1:{port} already: end it, or choose another port with --mqtt-port.",
            ],
            told.Message.Split(Environment.NewLine));
        Assert.False(File.Exists(Path.Combine(folder, "registry.db")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void All_errors_are_said_at_once() =>
        Assert.Equal(3, Listening.Errors(new() { Data = "d", Urls = "nonsense;ftp://127.0.0.1", Certificate = "/no/such/file.pfx" }).Count);
}
