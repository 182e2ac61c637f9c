using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Edge;

/// <summary>The API of the servers that side-cars read, <c>/api/connect/edge</c>. A server is named by its number or its name.</summary>
static class EdgeEndpoints
{
    public static void MapEdge(this IEndpointRouteBuilder connect)
    {
        var edge = connect.MapGroup("/edge").WithTags("Edge").RequireAuthorization(Policies.Engineer);
        edge.MapGet("/", ListAsync).WithSummary("The OPC UA servers and Modbus devices that are read, with their state");
        edge.MapPost("/", AddAsync).WithSummary("Adds a server; an OPC UA server is browsed at once");
        edge.MapPost("/check", CheckAsync).WithSummary("Says all that is wrong with a server that is to be added, and adds nothing");
        edge.MapGet("/{server}", GetAsync).WithSummary("One server with its values");
        edge.MapPut("/{server}", ChangeAsync).WithSummary("Changes address, security and user of a server; without a password the one before stays");
        edge.MapDelete("/{server}", RemoveAsync).WithSummary("Removes a server and withdraws its token; its signals stay");
        edge.MapPost("/{server}/start", (string server, EdgeDesk desk, CancellationToken stop) => DoAsync(server, desk, desk.StartAsync, stop)).WithSummary("Starts its side-car, now and at every start of the program");
        edge.MapPost("/{server}/stop", (string server, EdgeDesk desk, CancellationToken stop) => DoAsync(server, desk, desk.StopAsync, stop)).WithSummary("Stops its side-car");
        edge.MapPost("/{server}/trust", (string server, EdgeDesk desk, CancellationToken stop) => DoAsync(server, desk, desk.TrustAsync, stop)).WithSummary("Forgets its certificate; the next one it shows is kept");
        edge.MapPost("/{server}/browse", BrowseAsync).WithSummary("Looks anew what an OPC UA server has");
        edge.MapGet("/{server}/nodes", NodesAsync).WithSummary("The variables of an OPC UA server as it was browsed last; * and ? in search");
        edge.MapPost("/{server}/points", AddPointsAsync).WithSummary("Reads nodes from now on: paths or addresses, with * and ?");
        edge.MapPost("/{server}/points/remove", RemovePointsAsync).WithSummary("Reads values no longer: signals or addresses, with * and ?");
        edge.MapPost("/{server}/map", MapAsync).WithSummary("Adds the registers of a map, CSV or JSON, to a Modbus device");
    }

    static async Task<Ok<List<EdgeServerView>>> ListAsync(string? kind, EdgeBook book, EdgeRunner runner, AssetCatalog assets, CancellationToken stop)
    {
        var counts = await book.CountsAsync(stop);
        return TypedResults.Ok((await book.ListAsync(Enum.TryParse<EdgeKind>(kind, true, out var only) ? only : null, stop)).ConvertAll(s => EdgeServerView.Of(s, counts.GetValueOrDefault(s.Id), runner, assets)));
    }

    static async Task<Results<Created<EdgeServerView>, ValidationProblem>> AddAsync(NewServer wanted, EdgeDesk desk, EdgeRunner runner, AssetCatalog assets, CancellationToken stop)
    {
        var wish = wanted.Wish;
        if (await desk.ErrorsAsync(wanted.Kind, wish, wanted.Map, stop) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        try
        {
            var (server, points) = await desk.AddAsync(wanted.Kind, wish, wanted.Map, stop);
            return TypedResults.Created($"/api/connect/edge/{server.Id}", EdgeServerView.Of(server, points, runner, assets));
        }
        catch (EdgeException e)
        {
            return Wrong(desk, e);
        }
    }

    static async Task<Results<NoContent, ValidationProblem>> CheckAsync(NewServer wanted, EdgeDesk desk, CancellationToken stop) =>
        await desk.ErrorsAsync(wanted.Kind, wanted.Wish, wanted.Map, stop) is { Count: > 0 } errors ? TypedResults.ValidationProblem(errors) : TypedResults.NoContent();

    static async Task<Results<Ok<EdgeDetail>, NotFound>> GetAsync(string server, EdgeBook book, EdgeRunner runner, AssetCatalog assets, CancellationToken stop)
    {
        if (await book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        var points = await book.PointsAsync(found.Id, stop);
        assets.TryGet(found.AssetId, out var asset);
        var last = runner.Of(found.Id).Points();
        return TypedResults.Ok(new EdgeDetail(EdgeServerView.Of(found, points.Count, runner, assets), points.ConvertAll(p => EdgePointView.Of(p, asset, last))));
    }

    static async Task<Results<NoContent, NotFound, ValidationProblem>> ChangeAsync(string server, NewServer wanted, EdgeDesk desk, CancellationToken stop)
    {
        if (await desk.Book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        EdgeWish wish = new(wanted.Url, found.Name, null, wanted.Security, wanted.User, wanted.Password);
        if (desk.Errors(found.Kind, wish) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        await desk.ChangeAsync(found, wish, stop);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, NotFound>> RemoveAsync(string server, EdgeDesk desk, CancellationToken stop)
    {
        if (await desk.Book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        await desk.RemoveAsync(found, stop);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, NotFound, ValidationProblem>> DoAsync(string server, EdgeDesk desk, Func<EdgeServer, CancellationToken, Task> step, CancellationToken stop)
    {
        if (await desk.Book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        try
        {
            await step(found, stop);
            return TypedResults.NoContent();
        }
        catch (EdgeException e)
        {
            return Wrong(desk, e);
        }
    }

    static async Task<Results<Accepted, NotFound, ProblemHttpResult>> BrowseAsync(string server, EdgeBook book, EdgeScans scans, IStringLocalizer<EdgeText> text, CancellationToken stop)
    {
        if (await book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        if (found.Kind != EdgeKind.Opcua)
            return TypedResults.Problem(text["browse.modbus"], statusCode: StatusCodes.Status409Conflict);
        scans.Start(found);
        return TypedResults.Accepted($"/api/connect/edge/{found.Id}/nodes");
    }

    static async Task<Results<Ok<EdgeNodesView>, NotFound>> NodesAsync(
        string server, string? search, EdgeBook book, EdgeScans scans, IStringLocalizer<EdgeText> text, CancellationToken stop)
    {
        if (await book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        var scan = scans.Of(found.Id);
        var nodes = await scans.NodesAsync(found.Id, stop);
        var isRead = (await book.PointsAsync(found.Id, stop)).Select(p => p.Address).ToHashSet(StringComparer.Ordinal);
        var fitting = (nodes?.Nodes ?? []).Where(n => n.IsVariable && (string.IsNullOrEmpty(search) || EdgeDesk.Fits(search, n.ShownPath, n.Address)))
            .Select(n => new EdgeNodeView(n.Address, n.ShownPath, n.Title, n.DataType, n.IsArray, n.Unit, n.Ucum, n.Range, n.Refused, isRead.Contains(n.Address)));
        var fault = scan is { IsRunning: false, Fault.Length: > 0 } ? EdgeWords.Fault(text, scan.Fault, scan.Text) : null;
        return TypedResults.Ok(new EdgeNodesView(scan?.IsRunning == true, scan?.Count ?? 0, fault, nodes?.At, nodes?.Cut == true, [.. fitting]));
    }

    static async Task<Results<Ok<EdgeAdded>, NotFound, ValidationProblem>> AddPointsAsync(string server, PointNames names, EdgeDesk desk, CancellationToken stop)
    {
        if (await desk.Book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        try
        {
            var (added, refused) = await desk.AddNodesAsync(found, n => names.Nodes.Any(name => EdgeDesk.Fits(name, n.ShownPath, n.Address)), stop);
            return TypedResults.Ok(new EdgeAdded(added, refused.ConvertAll(n => $"{n.ShownPath}: {n.Refused}")));
        }
        catch (EdgeException e)
        {
            return Wrong(desk, e);
        }
    }

    static async Task<Results<Ok<EdgeAdded>, NotFound>> RemovePointsAsync(string server, PointNames names, EdgeDesk desk, AssetCatalog assets, CancellationToken stop)
    {
        if (await desk.Book.FindAsync(server, stop) is not { } found)
            return TypedResults.NotFound();
        assets.TryGet(found.AssetId, out var asset);
        var gone = (await desk.Book.PointsAsync(found.Id, stop))
            .Where(p => names.Nodes.Any(name => EdgeDesk.Fits(name, p.Path, p.Address) || (asset is not null && EdgeDesk.Fits(name, $"{asset.Path}/{p.Path}", p.Address))));
        return TypedResults.Ok(new EdgeAdded(await desk.RemovePointsAsync(found, gone.Select(p => p.Id).ToHashSet(), stop), []));
    }

    static async Task<Results<Ok<EdgeAdded>, NotFound, ValidationProblem>> MapAsync(string server, RegisterText map, EdgeDesk desk, IStringLocalizer<EdgeText> text, CancellationToken stop)
    {
        if (await desk.Book.FindAsync(server, stop) is not { Kind: EdgeKind.Modbus } found)
            return TypedResults.NotFound();
        var (points, errors) = RegisterMap.Read(map.Map, text);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["map"] = [.. errors] });
        try
        {
            return TypedResults.Ok(new EdgeAdded(await desk.AddPointsAsync(found, points, stop), []));
        }
        catch (EdgeException e)
        {
            return Wrong(desk, e);
        }
    }

    static ValidationProblem Wrong(EdgeDesk desk, EdgeException e) => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [e.Field] = [desk.Say(e)] });

    /// <summary>A server that is to be added, see <see cref="EdgeWish"/>; of Modbus with its map of registers, if that is at hand.</summary>
    internal sealed record NewServer(EdgeKind Kind, string? Url, string? Name = null, string? Asset = null, string? Security = null, string? User = null, string? Password = null, string? Map = null)
    {
        internal EdgeWish Wish => new(Url, Name, Asset, Security, User, Password);
    }

    /// <summary>Paths or addresses, with <c>*</c> and <c>?</c>.</summary>
    internal sealed record PointNames(IReadOnlyList<string> Nodes);

    /// <summary>A map of registers as text, CSV or JSON.</summary>
    internal sealed record RegisterText(string Map);

    /// <summary>What was added or removed, and what could not be.</summary>
    internal sealed record EdgeAdded(int Count, IReadOnlyList<string> Refused);

    /// <summary>A server and its values.</summary>
    internal sealed record EdgeDetail(EdgeServerView Server, IReadOnlyList<EdgePointView> Points);
}
