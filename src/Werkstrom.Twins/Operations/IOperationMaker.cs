using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Operations;

/// <summary>Who carries out an operation.</summary>
interface IOperationMaker
{
    /// <summary>What it is called in messages and in the audit.</summary>
    string Name { get; }

    /// <summary>Carries it out.</summary>
    /// <returns>What comes out.</returns>
    /// <exception cref="FormatException">It cannot be carried out so; the message says why.</exception>
    /// <exception cref="HttpRequestException">Another program refused or was not reached.</exception>
    Task<IReadOnlyList<ISubmodelElement>> AskAsync(OperationCall call, CancellationToken stop);
}

/// <summary>Another program, which gets what goes in as a list of variables and answers with the list of what comes out.</summary>
sealed class DelegatedOperation(Uri address, OperationHttp http) : IOperationMaker
{
    public string Name => address.Authority;

    public async Task<IReadOnlyList<ISubmodelElement>> AskAsync(OperationCall call, CancellationToken stop) =>
        OperationBody.Read(await http.PostAsync(address, OperationBody.Of(call.Inputs.Concat(call.Inoutputs)), stop));
}
