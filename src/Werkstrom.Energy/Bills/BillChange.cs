namespace Werkstrom.Energy.Bills;

/// <summary>What makes a line of a bill another one than it was.</summary>
enum BillCauseKind
{
    /// <summary>Values of the meter; how many quarter-hours.</summary>
    Meter,

    /// <summary>The part in the tariff; its key, the former version and the present one.</summary>
    Tariff,

    /// <summary>A series that it follows; its name and how many days.</summary>
    Series,

    /// <summary>Rows of the table of rates; their names.</summary>
    Rate,

    /// <summary>None of its own: it depends on another line, as a reduction that is capped does.</summary>
    Follows,
}

/// <summary>Why a line changed.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Args">What the text of the kind names.</param>
sealed record BillCause(BillCauseKind Kind, params string[] Args);

/// <summary>A line of a correction that is not what it was.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Cents">By how much, net, ct.</param>
/// <param name="Causes">Why, all that have to do with it.</param>
sealed record BillChange(string Line, long Cents, IReadOnlyList<BillCause> Causes);
