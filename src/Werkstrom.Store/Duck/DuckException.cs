namespace Werkstrom.Store.Duck;

/// <summary>DuckDB refused; the message is DuckDB's own.</summary>
sealed class DuckException(string message) : Exception(message)
{
    /// <summary>True when the statement was stopped by <see cref="DuckConnection.Interrupt"/>.</summary>
    public bool IsInterrupt => Message.StartsWith("INTERRUPT", StringComparison.Ordinal);

    /// <summary>True when the memory limit was reached.</summary>
    public bool IsOutOfMemory => Message.StartsWith("Out of Memory", StringComparison.Ordinal);
}
