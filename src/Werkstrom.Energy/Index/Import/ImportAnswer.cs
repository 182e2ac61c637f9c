namespace Werkstrom.Energy.Index.Import;

/// <summary>What came of a file.</summary>
/// <param name="Kind">region (generation and load), factors, share (of the zone) or plants.</param>
/// <param name="From">First German day of which it speaks; null: of none.</param>
/// <param name="To">The last.</param>
/// <param name="Rows">What was taken.</param>
/// <param name="LeftOut">Columns that mean nothing here.</param>
/// <param name="Faults">What is wrong with it, each with its line; with any of these nothing was kept unless rows say so.</param>
/// <param name="Days">Days of the region whose inputs are new.</param>
sealed record ImportAnswer(
    string Kind, DateOnly? From, DateOnly? To, IReadOnlyList<ImportedSeries> Rows, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Faults, int Days);

/// <summary>A series that was taken from a file.</summary>
/// <param name="Series">Its name here.</param>
/// <param name="Columns">The columns it is the sum of.</param>
/// <param name="Values">Quarter-hours with a value.</param>
/// <param name="Missing">Quarter-hours without one.</param>
/// <param name="Days">Days that are new or other than before.</param>
sealed record ImportedSeries(string Series, string Columns, int Values, int Missing, int Days);

/// <summary>What is to be imported.</summary>
/// <param name="Region">Code.</param>
/// <param name="File">Name of the file, for people.</param>
/// <param name="Text">Its content.</param>
/// <param name="InstalledKw">By technology: the file is the generation of the zone, to be divided by what is installed there. Empty: it is that of the region.</param>
sealed record ImportWish(string Region, string File, string Text, IReadOnlyDictionary<string, long> InstalledKw);
