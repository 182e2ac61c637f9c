namespace Werkstrom.Tests.Condition.Cases;

/// <summary>A host in which the cases of many tests, one after the other, are no flood.</summary>
public sealed class SparseHost : IAsyncLifetime
{
    /// <summary>The host.</summary>
    public Host Host { get; } = new() { Configuration = { ["condition:cases:floodMachines"] = "1000" } };

    public Task InitializeAsync() => Host.InitializeAsync();

    public Task DisposeAsync() => Host.DisposeAsync();
}
