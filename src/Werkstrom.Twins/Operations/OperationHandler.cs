using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Operations;

/// <summary>
/// Carries out operations by asking the address that the qualifier <c>invocationDelegation</c> of the operation names: what goes in is posted as a list
/// of variables, and the answer is the list of what comes out.
/// </summary>
sealed class OperationHandler(OperationHttp http, IOptions<TwinsOptions> options, TimeProvider clock)
{
    /// <summary>The type of the qualifier.</summary>
    public const string Qualifier = "invocationDelegation";

    /// <summary>Who carries an operation out; null, with what is wrong, for nobody.</summary>
    public IOperationMaker? Of(Operation operation, ElementPath path, List<Wrong> wrongs)
    {
        var qualifier = operation.Qualifiers?.Find(q => q.Type == Qualifier);
        if (Uri.TryCreate(qualifier?.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0)
            return new DelegatedOperation(address, http);
        wrongs.Add(new(null, qualifier is null
            ? $"Nothing carries out the operation {ShellException.Quote(path.Text)}: it has no qualifier '{Qualifier}' with an address."
            : $"The qualifier {Qualifier} of the operation holds {ShellException.Quote(qualifier.Value ?? "")}, which is no address that begins with https:// or http://."));
        return null;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<OperationOutcome> RunAsync(IOperationMaker maker, OperationCall call, CancellationToken stop)
    {
        var limit = TimeSpan.FromSeconds(options.Value.OperationSeconds);
        if (call.Limit is { } asked && asked < limit)
            limit = asked;
        using CancellationTokenSource timer = new(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        try
        {
            return Outcome(call.Operation, await maker.AskAsync(call, both.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return OperationOutcome.Without(OperationState.Timeout, string.Create(CultureInfo.InvariantCulture, $"{maker.Name} did not answer within {limit.TotalSeconds:0.###} s."));
        }
        catch (OperationCanceledException)
        {
            return OperationOutcome.Without(OperationState.Canceled, OperationOutcome.Lost);
        }
        catch (Exception e) when (e is FormatException or HttpRequestException or IOException)
        {
            return OperationOutcome.Without(OperationState.Failed, $"{maker.Name}: {e.Message}.");
        }
    }

    static OperationOutcome Outcome(Operation operation, IReadOnlyList<ISubmodelElement> answered)
    {
        List<ISubmodelElement> outputs = [.. (operation.OutputVariables ?? []).Select(v => v.Value)];
        List<ISubmodelElement> inoutputs = [.. (operation.InoutputVariables ?? []).Select(v => v.Value)];
        List<Wrong> wrongs = [];
        OperationVariables.Check([.. outputs, .. inoutputs], answered, "its answer", wrongs);
        if (wrongs.Count > 0)
            throw new FormatException(string.Join("; ", wrongs.Select(w => w.Text.TrimEnd('.'))));
        var names = inoutputs.Select(v => v.IdShort).ToHashSet();
        return new(OperationState.Completed, [.. answered.Where(a => !names.Contains(a.IdShort))], [.. answered.Where(a => names.Contains(a.IdShort))], null);
    }
}
