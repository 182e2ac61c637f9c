using Werkstrom.Connect.Import.Reading;

namespace Werkstrom.Connect.Import;

/// <summary>How corrections are laid over each other, and which of them are remembered.</summary>
static class FormatChangeSteps
{
    extension(FormatChange change)
    {
        /// <summary>True when nothing is corrected.</summary>
        public bool IsNothing => change with { Columns = null } == new FormatChange() && !(change.Columns ?? []).Any(IsSaid);

        /// <summary>The corrections with later ones over them.</summary>
        public FormatChange Merge(FormatChange later) => new()
        {
            Encoding = later.Encoding ?? change.Encoding,
            Delimiter = later.Delimiter ?? change.Delimiter,
            HeaderLine = later.HeaderLine ?? change.HeaderLine,
            Decimal = later.Decimal ?? change.Decimal,
            Thousands = later.Thousands ?? change.Thousands,
            Path = later.Path ?? change.Path,
            Kind = later.Kind ?? change.Kind,
            Pattern = later.Pattern ?? change.Pattern,
            Zone = later.Zone ?? change.Zone,
            Start = later.Start ?? change.Start,
            StepSeconds = later.StepSeconds ?? change.StepSeconds,
            Columns = [.. (change.Columns ?? []).Concat(later.Columns ?? []).Where(IsSaid).GroupBy(c => c.Index).Select(g => g.Aggregate(
                (a, b) => new(a.Index, b.Role ?? a.Role, b.Name ?? a.Name, b.Unit ?? a.Unit)))],
        };

        /// <summary>Without what the format says already: a form sends all its fields, also those that nobody touched.</summary>
        public FormatChange Without(ImportFormat format)
        {
            var time = format.Time;
            double? step = time is { StepSeconds: > 0 } ? time.StepSeconds : null; // the field is empty without one
            var isNumbers = change.Apply(format).Numbers != format.Numbers;
            var isTime = (change.Pattern ?? "") != (time?.Pattern ?? "") || change.StepSeconds != step
                || change.Start?.ToUnixTimeSeconds() != time?.Start?.ToUnixTimeSeconds() || change.Kind != time?.Kind;
            return change with
            {
                Encoding = change.Encoding == format.Encoding ? null : change.Encoding,
                Delimiter = change.ChangesLayout(format with { Encoding = change.Encoding ?? format.Encoding, HeaderLine = change.HeaderLine ?? format.HeaderLine }) ? change.Delimiter : null,
                HeaderLine = change.HeaderLine == format.HeaderLine ? null : change.HeaderLine,
                Decimal = isNumbers ? change.Decimal : null,
                Thousands = isNumbers ? change.Thousands : null,
                Path = change.Path == format.Path ? null : change.Path,
                Kind = isTime ? change.Kind : null,
                Pattern = change.Pattern == time?.Pattern ? null : change.Pattern,
                Zone = change.Zone == (time?.Zone ?? "Europe/Berlin") ? null : change.Zone,
                Start = change.Start?.ToUnixTimeSeconds() == time?.Start?.ToUnixTimeSeconds() ? null : change.Start,
                StepSeconds = change.StepSeconds == step ? null : change.StepSeconds,
                Columns = [.. (change.Columns ?? []).Where(c => c.Index < format.Columns.Count).Select(c => c.Without(format.Columns[c.Index])).Where(IsSaid)],
            };
        }

        /// <summary>
        /// What is remembered of it; null for nothing. Where lines stand and how bytes are written is a matter of each file; decimal sign and
        /// sign between thousands belong together.
        /// </summary>
        public FormatChange? Kept(ImportFormat format)
        {
            var isNumbers = change.Decimal is not null || change.Thousands is not null;
            var kept = change with
            {
                Encoding = null,
                HeaderLine = null,
                Decimal = isNumbers ? $"{format.Numbers.Decimal}" : null,
                Thousands = isNumbers ? $"{format.Numbers.Thousands}" : null,
            };
            return kept.IsNothing ? null : kept;
        }

        /// <summary>Without all that says what the time is made from.</summary>
        public FormatChange WithoutTime(ImportFormat found) => change with
        {
            Kind = null,
            Pattern = null,
            Start = null,
            StepSeconds = null,
            Columns = [.. (change.Columns ?? []).Select(c => IsOfTime(c.Role) || IsOfTime(found.Columns[c.Index].Role) ? c with { Role = null } : c).Where(IsSaid)],
        };
    }

    static bool IsSaid(ColumnChange column) => column.Role is not null || column.Name is not null || column.Unit is not null;

    static bool IsOfTime(ColumnRole? role) =>
        role is ColumnRole.Time or ColumnRole.Date or ColumnRole.Clock or ColumnRole.Zone or ColumnRole.End or ColumnRole.Cycle;

    static ColumnChange Without(this ColumnChange change, ImportColumn column) => new(
        change.Index, change.Role == column.Role ? null : change.Role, change.Name?.Trim() == column.Name ? null : change.Name, change.Unit == column.Unit ? null : change.Unit);
}
