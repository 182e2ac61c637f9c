namespace Werkstrom.KillTarget;

/// <summary>What a folder holds of what was acknowledged.</summary>
/// <param name="Stored">Samples in the tables; those of a batch that was not acknowledged may be among them, or not.</param>
/// <param name="Lost">Acknowledged samples that are not there.</param>
/// <param name="Doubled">Samples that are there more than once.</param>
/// <param name="Altered">Samples whose value, signal and instant do not belong together.</param>
/// <param name="Damaged">Log files with damage in the middle, and samples missing between frames.</param>
/// <param name="Open">Samples outside <c>sample_closed</c>; 0 once all days are closed.</param>
/// <param name="WrongHours">Hours whose figures differ from a recount of the samples.</param>
/// <param name="WrongArchive">Samples of sorted months that are in the archive or in the tables but not in both.</param>
/// <param name="Months">Months that are sorted and archived.</param>
sealed record Findings(
    long Stored, long Lost, long Doubled, long Altered, long Damaged, long Open, long WrongHours, long WrongArchive, long Months)
{
    /// <summary>Everything that should be 0.</summary>
    public long Faults => Lost + Doubled + Altered + Damaged + Open + WrongHours + WrongArchive;
}
