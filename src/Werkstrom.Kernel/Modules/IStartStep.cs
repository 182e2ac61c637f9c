namespace Werkstrom.Kernel.Modules;

/// <summary>What must be done after the migrations and before the first request is taken: load catalogs, replay the log.</summary>
public interface IStartStep
{
    /// <summary>Place in the row, ascending: Kernel 100, Store 200, modules 300 and up.</summary>
    int Order { get; }

    /// <summary>Does it. An exception stops the start with its message.</summary>
    Task StartAsync(CancellationToken stop);
}
