namespace Werkstrom.Twins.Api;

/// <summary>One operation of AAS Part 2.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">Path below <c>/api/v3.0</c>; names in braces match one segment.</param>
/// <param name="Policy">Who may.</param>
/// <param name="RunAsync">What it does.</param>
/// <param name="IsOpen">For everybody, also without a token: what tells nothing of what is here.</param>
sealed record AasOperation(string Method, string Pattern, string Policy, Func<AasCall, Task> RunAsync, bool IsOpen = false);

/// <summary>Some operations of the API.</summary>
interface IAasOperations
{
    /// <summary>The operations.</summary>
    IEnumerable<AasOperation> All { get; }
}
