namespace Werkstrom.Emulator.PlantFiles;

/// <summary>What is wrong in a plant file.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Path">JSON path: <c>$.machines[0].signals[2].unit</c>.</param>
/// <param name="Rule">Name of the rule: <c>unknown-key</c>, <c>missing</c>, <c>type</c>, <c>range</c>, <c>unit</c>, …</param>
/// <param name="Message">The input and what is allowed.</param>
sealed record PlantFault(int Line, string Path, string Rule, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}: {Path}: {Rule}: {Message}";
}
