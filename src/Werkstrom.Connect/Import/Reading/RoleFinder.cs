using Werkstrom.Kernel.Files;

namespace Werkstrom.Connect.Import.Reading;

/// <summary>Gives the columns beside the time their roles.</summary>
static class RoleFinder
{
    /// <summary>A state has at most so many different texts in the first rows.</summary>
    const int MaxStates = 32;

    /// <summary>While roles are found: ignored, and not to be looked at again.</summary>
    public const ColumnRole IgnoredOnPurpose = (ColumnRole)(-1);

    public static void Find(IReadOnlyList<ColumnFacts> columns, ColumnRole[] roles, List<Guess> guesses)
    {
        var open = columns.Where(c => roles[c.Index] == ColumnRole.Ignored).ToList();
        foreach (var column in open)
            (roles[column.Index], var why) = RoleOf(column, columns.Count, guesses);
        Long(open, roles, guesses);
        for (var i = 0; i < roles.Length; i++)
        {
            if (roles[i] == IgnoredOnPurpose)
                roles[i] = ColumnRole.Ignored;
        }
    }

    static (ColumnRole Role, Guess Why) RoleOf(ColumnFacts column, int count, List<Guess> guesses)
    {
        var (role, confidence, reason) = column switch
        {
            { IsEmpty: true, Header.Length: 0 } => (ColumnRole.Ignored, Confidence.Sure, "why.role.empty"),
            { IsEmpty: true } => (ColumnRole.Value, Confidence.Unsure, "why.role.allmissing"),
            { IsRowNumber: true, Header.Length: 0, Index: 0 } when count > 1 => (ColumnRole.Index, Confidence.Sure, "why.role.index"),
            { IsCode: true } => (ColumnRole.Ignored, Confidence.Likely, "why.role.code"),
            { IsNumber: true } when column.Numbers == column.Cells.Count => (ColumnRole.Value, Confidence.Sure, "why.role.value"),
            { IsNumber: true } => (ColumnRole.Value, Confidence.Likely, "why.role.most"),
            { Clock: not null } or { Date: not null } or { Stamp: not null } => (ColumnRole.Ignored, Confidence.Likely, "why.role.time"),
            _ when column.IsNamed(Words.Unit) && column.Cells.All(c => UnitText.CodeOf(c) is not null) => (ColumnRole.Unit, Confidence.Sure, "why.role.unit"),
            _ when column.Distinct <= MaxStates && (column.Distinct < column.Cells.Count || column.Distinct == 1) => (ColumnRole.State, Confidence.Likely, "why.role.state"),
            _ => (ColumnRole.Ignored, Confidence.Likely, "why.role.text"),
        };
        var why = new Guess($"column.{column.Index}", confidence, reason, $"{column.Distinct}", $"{column.Numbers}", $"{column.Cells.Count}");
        guesses.Add(why);
        return (role, why);
    }

    /// <summary>A table with one number and a text that names the signal is long.</summary>
    static void Long(List<ColumnFacts> open, ColumnRole[] roles, List<Guess> guesses)
    {
        var texts = open.Where(c => roles[c.Index] is ColumnRole.State or ColumnRole.Ignored && !c.IsEmpty && !c.IsNumber && c.Distinct < c.Cells.Count).ToList();
        if (open.Count(c => roles[c.Index] == ColumnRole.Value) != 1)
            return;
        var tags = texts.Where(c => c.IsNamed(Words.Tag)).ToList();
        foreach (var tag in tags)
        {
            roles[tag.Index] = ColumnRole.Tag;
            guesses.RemoveAll(g => g.About == $"column.{tag.Index}");
            guesses.Add(new($"column.{tag.Index}", Confidence.Likely, "why.role.tag", $"{tag.Distinct}"));
        }
    }
}
