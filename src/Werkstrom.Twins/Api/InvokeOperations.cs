using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Operations;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Api;

/// <summary>Runs operations of submodels, while the caller waits or not. Who ran which one, and with what, is audited before it begins.</summary>
sealed class InvokeOperations(
    SubmodelAccess submodels, OperationHandler handler, OperationRuns runs, RecordOperations records, IAudit audit, IAuthorizationService authorization, TimeProvider clock) : IAasOperations
{
    const int LongestArguments = 1_000;

    public IEnumerable<AasOperation> All => SubmodelAccess.Ways.Select(way => way + "/submodel-elements/{idShortPath}").SelectMany(way => new AasOperation[]
    {
        new("POST", way + "/invoke", Policies.Operate, c => InvokeAsync(c, isValueOnly: false)),
        new("POST", way + "/invoke/$value", Policies.Operate, c => InvokeAsync(c, isValueOnly: true)),
        new("POST", way + "/invoke-async", Policies.Operate, c => BeginAsync(c, isValueOnly: false)),
        new("POST", way + "/invoke-async/$value", Policies.Operate, c => BeginAsync(c, isValueOnly: true)),
        new("GET", way + "/operation-status/{handleId}", Policies.Read, StatusAsync),
        new("GET", way + "/operation-results/{handleId}", Policies.Read, c => ResultAsync(c, isValueOnly: false)),
        new("GET", way + "/operation-results/{handleId}/$value", Policies.Read, c => ResultAsync(c, isValueOnly: true)),
    });

    async Task InvokeAsync(AasCall call, bool isValueOnly)
    {
        var (maker, request) = await PrepareAsync(call, isValueOnly);
        await SendAsync(call, await runs.RunAsync(maker, request, call.Stop), isValueOnly);
    }

    async Task BeginAsync(AasCall call, bool isValueOnly)
    {
        var (maker, request) = await PrepareAsync(call, isValueOnly);
        OperationRun run = new(Guid.NewGuid().ToString("n"), call.Submodel, call.Path.Text, isValueOnly, audit.Stamp().Actor);
        await runs.BeginAsync(maker, request, run, call.Stop);
        call.Http.Response.Headers.Location = Beside(call, "/invoke-", $"/operation-status/{AasCall.Encode(run.Handle)}");
        call.Http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>200 while it runs; afterwards 302 to the result.</summary>
    async Task StatusAsync(AasCall call)
    {
        var run = await RunAsync(call);
        if (run.Outcome.State == OperationState.Running)
        {
            await SendAsync(call, run.Outcome, isValueOnly: false);
            return;
        }

        call.Http.Response.Headers.Location = Beside(call, "/operation-status/", $"/operation-results/{AasCall.Encode(run.Handle)}{(run.IsValueOnly ? "/$value" : "")}");
        call.Http.Response.StatusCode = StatusCodes.Status302Found;
    }

    async Task ResultAsync(AasCall call, bool isValueOnly)
    {
        var run = await RunAsync(call);
        if (run.Outcome.State == OperationState.Running)
            throw new ShellException(Refusal.NotFound, "The operation still runs; it has no result yet.");
        await SendAsync(call, run.Outcome, isValueOnly);
    }

    async Task<(IOperationMaker Maker, OperationCall Request)> PrepareAsync(AasCall call, bool isValueOnly)
    {
        var path = call.Path;
        using var json = await call.ReadJsonAsync();
        List<Wrong> wrongs = [];
        var request = OperationCall.Read(await OperationAsync(call), json.RootElement, isValueOnly, wrongs);
        var maker = records.Of(call.Submodel, path) ?? handler.Of(request.Operation, path, wrongs);
        if (maker is null || wrongs.Count > 0)
            throw new ShellException(Refusal.BadRequest, wrongs);
        await audit.NoteAsync("operation.run", "twins_operation", $"{call.Submodel} {path.Text}", new { to = maker.Name, arguments = Text(request) }, call.Stop);
        return (maker, request);
    }

    static string Text(OperationCall request)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
            ValueOut.Write(writer, request.Inputs.Concat(request.Inoutputs), withBlobs: false);
        var text = Encoding.UTF8.GetString(bytes.ToArray());
        return text.Length <= LongestArguments ? text : text[..LongestArguments] + "…";
    }

    /// <summary>A result is shown to who began the run, and to engineers.</summary>
    async Task<OperationRun> RunAsync(AasCall call)
    {
        var handle = call.Identifier("handleId");
        await OperationAsync(call);
        var run = await runs.FindAsync(handle, call.Submodel, call.Path.Text, call.Stop);
        return run is not null && (run.Owner == audit.Stamp().Actor || (await authorization.AuthorizeAsync(call.Http.User, Policies.Engineer)).Succeeded) ? run
            : throw new ShellException(Refusal.NotFound, $"The operation has no run with the handle {ShellException.Quote(handle)}.");
    }

    async Task<Operation> OperationAsync(AasCall call)
    {
        var (_, element) = await submodels.ElementAsync(call);
        return element as Operation ?? throw ShellException.BadRequest($"{ShellException.Quote(call.Path.Text)} is of the class {element.GetType().Name}, not an Operation.");
    }

    Task SendAsync(AasCall call, OperationOutcome outcome, bool isValueOnly) =>
        call.SendAsync(StatusCodes.Status200OK, w => outcome.Write(w, isValueOnly, call.Http.TraceIdentifier, clock.GetUtcNow()));

    // an element of a submodel may itself be called 'operation-status': the last one in the address is meant
    static string Beside(AasCall call, string last, string other)
    {
        var path = call.Http.Request.PathBase.Add(call.Http.Request.Path).ToUriComponent();
        return path[..path.LastIndexOf(last, StringComparison.Ordinal)] + other;
    }
}
