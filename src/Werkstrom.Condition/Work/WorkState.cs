namespace Werkstrom.Condition.Work;

/// <summary>How far the work is: the words of the field <c>state</c> of the record type <c>work-order</c>.</summary>
static class WorkState
{
    public const string Open = "open";
    public const string Planned = "planned";
    public const string InWork = "in-work";
    public const string Done = "done";
    public const string Cancelled = "cancelled";

    /// <summary>The columns of the board, in their order.</summary>
    public static IReadOnlyList<string> Columns { get; } = [Open, Planned, InWork, Done];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Columns, Cancelled];

    /// <summary>The priorities, the most urgent last.</summary>
    public static IReadOnlyList<string> Priorities { get; } = ["low", "normal", "high", "urgent"];

    /// <summary>True while there is something to do.</summary>
    public static bool IsLeft(string state) => state is Open or Planned or InWork;
}
