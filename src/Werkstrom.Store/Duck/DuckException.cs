namespace Werkstrom.Store.Duck;

/// <summary>DuckDB refused; the message is DuckDB's own.</summary>
sealed class DuckException(string message) : Exception(message)
{
    /// <summary>True when the statement was stopped by <see cref="DuckConnection.Interrupt"/>.</summary>
    public bool IsInterrupt => Message.StartsWith("INTERRUPT", StringComparison.Ordinal);

    /// <summary>True when DuckDB has given up: a write of its own failed half-way, and nothing works until the file is opened again.</summary>
    public bool IsFatal => Message.StartsWith("FATAL", StringComparison.Ordinal)
        || Message.Contains("database has been invalidated", StringComparison.Ordinal);

    /// <summary>True when the memory limit was reached.</summary>
    public bool IsOutOfMemory => Message.StartsWith("Out of Memory", StringComparison.Ordinal);
}
