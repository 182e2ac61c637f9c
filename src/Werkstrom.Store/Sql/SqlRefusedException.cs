namespace Werkstrom.Store.Sql;

/// <summary>A query was not run, or was stopped; the message tells its author why.</summary>
public sealed class SqlRefusedException(SqlRefusal refusal, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public SqlRefusal Refusal { get; } = refusal;
}

/// <summary>Why a query was refused.</summary>
public enum SqlRefusal
{
    /// <summary>It is no SQL, or names what is not there.</summary>
    Mistake,

    /// <summary>It is more than reading of the tables: writing, files, settings, several statements.</summary>
    Forbidden,

    /// <summary>It took too long or too much memory.</summary>
    Limit,

    /// <summary>Too many queries run already.</summary>
    Busy,
}
