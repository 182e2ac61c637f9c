using System.Globalization;

namespace Werkstrom.Condition.Watching;

/// <summary>How far the log of samples has been looked at: one line in <c>watch/position</c>.</summary>
sealed class TailMark(string folder)
{
    string File => Path.Combine(folder, "position");

    /// <summary>The place to go on from; null when there is none, or it cannot be read: then all is learned from what is stored.</summary>
    public (long Position, DateTimeOffset SavedAt)? Load()
    {
        if (!System.IO.File.Exists(File))
            return null;
        var parts = System.IO.File.ReadAllText(File).Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var position)
            && DateTimeOffset.TryParseExact(parts[1].Trim(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                ? (position, at)
                : null;
    }

    /// <summary>Notes the place: what lies before it was looked at, and what was learned of it is saved.</summary>
    public void Save(long position, DateTimeOffset now)
    {
        var temporary = File + ".new";
        System.IO.File.WriteAllText(temporary, string.Create(CultureInfo.InvariantCulture, $"{position} {now:O}\n"));
        System.IO.File.Move(temporary, File, overwrite: true);
    }
}
