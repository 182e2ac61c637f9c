using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>
/// Operations of submodels. What is sent is checked; nothing in this program carries out operations yet, which is answered as 501. So no run has a
/// handle, and asking for one is 404.
/// </summary>
sealed class InvokeOperations(SubmodelAccess submodels) : IAasOperations
{
    public IEnumerable<AasOperation> All => SubmodelAccess.Ways.Select(way => way + "/submodel-elements/{idShortPath}").SelectMany(way => new AasOperation[]
    {
        new("POST", way + "/invoke", Policies.Operate, c => InvokeAsync(c, isValueOnly: false)),
        new("POST", way + "/invoke/$value", Policies.Operate, c => InvokeAsync(c, isValueOnly: true)),
        new("POST", way + "/invoke-async", Policies.Operate, c => InvokeAsync(c, isValueOnly: false)),
        new("POST", way + "/invoke-async/$value", Policies.Operate, c => InvokeAsync(c, isValueOnly: true)),
        new("GET", way + "/operation-status/{handleId}", Policies.Read, MissAsync),
        new("GET", way + "/operation-results/{handleId}", Policies.Read, MissAsync),
        new("GET", way + "/operation-results/{handleId}/$value", Policies.Read, MissAsync),
    });

    async Task InvokeAsync(AasCall call, bool isValueOnly)
    {
        var path = call.Path;
        using var request = await call.ReadJsonAsync();
        Check(request.RootElement, isValueOnly);
        await OperationAsync(call);
        throw new ShellException(Refusal.NotImplemented, $"Nothing here carries out the operation {ShellException.Quote(path.Text)}.");
    }

    async Task MissAsync(AasCall call)
    {
        var handle = call.Identifier("handleId");
        await OperationAsync(call);
        throw new ShellException(Refusal.NotFound, $"The operation has no run with the handle {ShellException.Quote(handle)}.");
    }

    async Task OperationAsync(AasCall call)
    {
        var (_, element) = await submodels.ElementAsync(call);
        if (element is not Operation)
            throw ShellException.BadRequest($"{ShellException.Quote(call.Path.Text)} is of the class {element.GetType().Name}, not an Operation.");
    }

    static void Check(JsonElement request, bool isValueOnly)
    {
        if (request.ValueKind != JsonValueKind.Object)
            throw ShellException.BadRequest("The body must be an object with inputArguments, inoutputArguments and clientTimeoutDuration.");
        List<Wrong> wrongs = [];
        foreach (var given in request.EnumerateObject())
        {
            if (given.Name is "inputArguments" or "inoutputArguments")
                wrongs.AddRange(isValueOnly ? Values(given) : Variables(given));
            else if (given.Name != "clientTimeoutDuration" || given.Value.ValueKind != JsonValueKind.String)
                wrongs.Add(new("schema", $"{given.Name}: is not of an operation request."));
        }

        if (isValueOnly && !request.TryGetProperty("clientTimeoutDuration", out _))
            wrongs.Add(new("schema", "clientTimeoutDuration: is required and missing"));
        if (wrongs.Count > 0)
            throw new ShellException(Refusal.BadRequest, wrongs);
    }

    static IEnumerable<Wrong> Values(JsonProperty given) =>
        given.Value.ValueKind == JsonValueKind.Object ? [] : [new("schema", $"{given.Name}: must be an object with the values by idShort.")];

    static IEnumerable<Wrong> Variables(JsonProperty given) => given.Value.ValueKind != JsonValueKind.Array
        ? [new("schema", $"{given.Name}: must be a list of variables.")]
        : given.Value.EnumerateArray().SelectMany((v, i) => AasJson.Read<OperationVariable>(v).Faults.Select(f => new Wrong(f.Rule, $"{given.Name}[{i}].{f}")));
}
