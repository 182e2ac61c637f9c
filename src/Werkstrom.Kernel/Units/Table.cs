namespace Werkstrom.Kernel.Units;

/// <summary>Small tables as text: cells between <c> = </c>, rows between <c> | </c> or line ends.</summary>
static class Table
{
    public static IEnumerable<string[]> Of(string text) =>
        text.ReplaceLineEndings(" | ").Split(" | ").Select(row => row.Split(" = ", StringSplitOptions.TrimEntries));
}
