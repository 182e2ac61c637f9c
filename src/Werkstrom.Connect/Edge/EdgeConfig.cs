using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Connect.Edge;

/// <summary>What a side-car is told: one line of JSON with secrets in it, given on standard input and never written anywhere.</summary>
sealed class EdgeConfig(EdgeBook book, EdgeProgram program, EdgeSecrets secrets, AssetCatalog assets, IOptions<EdgeOptions> options)
{
    /// <summary>For reading a server.</summary>
    /// <exception cref="EdgeException">Its asset is gone, or its secrets cannot be read.</exception>
    public async Task<JsonObject> RunAsync(EdgeServer server, CancellationToken stop)
    {
        if (!assets.TryGet(server.AssetId, out var asset))
            throw new EdgeException("asset.gone");
        var topic = EdgeTopics.Of(asset);
        var points = await book.PointsAsync(server.Id, stop);
        return new()
        {
            ["name"] = server.Name,
            ["link"] = new JsonObject
            {
                ["url"] = program.Link,
                ["clientId"] = string.Create(CultureInfo.InvariantCulture, $"werkstrom-{server.Kind.ToString().ToLowerInvariant()}-{server.Id}"),
                ["user"] = server.Name,
                ["password"] = secrets.Reveal(server.TokenKey),
            },
            ["queue"] = new JsonObject { ["folder"] = Path.Combine(program.FolderOf(server.Id), "queue"), ["maxBytes"] = (long)options.Value.QueueMegabytes << 20 },
            ["statusTopic"] = EdgeTopics.StatusOf(asset, server),
            ["points"] = new JsonArray([.. points.Select(point => PointOf(point, topic))]),
            [KeyOf(server)] = ServerOf(server),
        };
    }

    /// <summary>For looking what a server has.</summary>
    public JsonObject Browse(EdgeServer server) => new() { [KeyOf(server)] = ServerOf(server), ["maxNodes"] = options.Value.MostNodes };

    static string KeyOf(EdgeServer server) => server.Kind.ToString().ToLowerInvariant();

    JsonObject ServerOf(EdgeServer server)
    {
        JsonObject told = new() { ["url"] = server.Url };
        if (server.Kind == EdgeKind.Modbus)
            return told;
        told["security"] = server.Security;
        told["pki"] = Path.Combine(program.FolderOf(server.Id), "pki");
        told["publishingInterval"] = options.Value.PublishingInterval;
        told["samplingInterval"] = options.Value.SamplingInterval;
        if (server.Fingerprint.Length > 0)
            told["fingerprint"] = server.Fingerprint;
        if (server.User.Length > 0)
            (told["user"], told["password"]) = (server.User, secrets.Reveal(server.Password));
        return told;
    }

    static JsonObject PointOf(EdgePoint point, string asset)
    {
        var told = JsonNode.Parse(point.Settings)!.AsObject();
        (told["id"], told["address"], told["topic"], told["unit"]) = (point.Id, point.Address, $"{asset}/{point.Path}", point.Unit);
        return told;
    }
}
