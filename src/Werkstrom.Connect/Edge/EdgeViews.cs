using System.Text.Json;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Connect.Edge;

/// <summary>A server as the API shows it; never its password.</summary>
/// <param name="Id">Number.</param>
/// <param name="Kind">opcua or modbus.</param>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its address.</param>
/// <param name="Asset">Path of the asset below which its signals stand.</param>
/// <param name="Security">none, sign or encrypt.</param>
/// <param name="User">Who logs in there; empty for nobody.</param>
/// <param name="Fingerprint">SHA-256 of its certificate; empty for none.</param>
/// <param name="IsStarted">Whether its side-car is to run.</param>
/// <param name="Points">How many values are read.</param>
/// <param name="State">How its side-car is.</param>
sealed record EdgeServerView(
    int Id, EdgeKind Kind, string Name, string Url, string Asset, string Security, string User, string Fingerprint, bool IsStarted, int Points, EdgeStanding State)
{
    public static EdgeServerView Of(EdgeServer server, int points, EdgeRunner runner, AssetCatalog assets) => new(
        server.Id, server.Kind, server.Name, server.Url, assets.TryGet(server.AssetId, out var asset) ? asset.Path : "", server.Security, server.User,
        server.Fingerprint, server.IsStarted, points, runner.Of(server.Id).Now);
}

/// <summary>A value that is read.</summary>
/// <param name="Id">Number.</param>
/// <param name="Address">Where it is on the server.</param>
/// <param name="Signal">Path of its signal.</param>
/// <param name="Unit">UCUM; empty when not known.</param>
/// <param name="Value">The last; null when none came.</param>
/// <param name="Time">When it was so.</param>
/// <param name="Quality">good, uncertain or bad; null when none came.</param>
/// <param name="Code">The server's word for it.</param>
/// <param name="Error">Why nothing is sent; null when it is.</param>
sealed record EdgePointView(int Id, string Address, string Signal, string Unit, JsonElement? Value, DateTimeOffset? Time, string? Quality, string? Code, string? Error)
{
    public static EdgePointView Of(EdgePoint point, Asset? asset, IReadOnlyDictionary<int, PointReport> last)
    {
        var now = last.GetValueOrDefault(point.Id);
        var signal = asset is null ? point.Path : EdgeTopics.PathOf($"{EdgeTopics.Of(asset)}/{point.Path}");
        return new(point.Id, point.Address, signal, point.Unit, now?.Value, now?.Time, now?.Quality, now?.Code, now?.Error);
    }
}

/// <summary>What a server has.</summary>
/// <param name="IsRunning">Whether it is being looked at now.</param>
/// <param name="Found">Nodes that were found so far, by the look that is under way or the last one.</param>
/// <param name="Fault">What went wrong, in words; null for nothing.</param>
/// <param name="At">When the nodes were read; null when never.</param>
/// <param name="Cut">Whether it has more.</param>
/// <param name="Nodes">The nodes that were asked for.</param>
sealed record EdgeNodesView(bool IsRunning, int Found, string? Fault, DateTimeOffset? At, bool Cut, IReadOnlyList<EdgeNodeView> Nodes);

/// <summary>A variable of a server.</summary>
sealed record EdgeNodeView(string Address, string Path, string Title, string? DataType, bool IsArray, string? Unit, string Ucum, double[]? Range, string? Refused, bool IsRead);
