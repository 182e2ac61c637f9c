using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition.Watching;

/// <summary>How far the log of samples has been looked at, and when that was saved: <c>watch/position</c>.</summary>
sealed class TailMark(string folder)
{
    readonly StateFile _file = new(Path.Combine(folder, "position"), "position", 1);

    /// <summary>The file.</summary>
    public string File => _file.Path;

    /// <summary>The place to go on from; null when there is none, or it cannot be read: then all is learned from what is stored.</summary>
    public ((long Position, DateTimeOffset SavedAt)? Mark, string? Fault) Load() =>
        _file.Load(from => ((long, DateTimeOffset)?)(from.ReadInt64(), new(from.ReadInt64(), TimeSpan.Zero)), null);

    /// <summary>Notes the place: what lies before it was looked at, and what was learned of it is saved.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Save(long position, DateTimeOffset now) => _file.Save(to =>
    {
        to.Write(position);
        to.Write(now.UtcTicks);
    });
}
