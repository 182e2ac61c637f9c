using Werkstrom.Mqtt.Sessions;

namespace Werkstrom.Mqtt.Journal;

/// <summary>Writes what holds into one file, session by session, while the server goes on.</summary>
static class Snapshot
{
    const int PieceSize = 1 << 20;
    const string Half = ".tmp";

    /// <summary>
    /// Writes the snapshot that belongs to the log beginning at a position; it counts from <see cref="Put"/> on. Gives its size in bytes.
    /// </summary>
    public static long Write(
        string folder, long start, IEnumerable<Session> sessions, IEnumerable<Message> retained, Func<long> position)
    {
        var records = new RecordWriter();
        using var file = new FileStream(JournalFiles.SnapPath(folder, start) + Half, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        foreach (var session in sessions)
        {
            Image(records, session, position);
            Drain(records, file, PieceSize);
        }

        foreach (var message in retained)
        {
            records.Retained(message);
            Drain(records, file, PieceSize);
        }

        records.Begin(Record.Whole).End();
        Drain(records, file, 0);
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    /// <summary>
    /// The snapshot that was written replaces what is older. Sessions are written one after the other: a publisher's may say that a
    /// message was passed on, and a subscriber's be from before. So everything up to the last of them has to be durable in the log first.
    /// </summary>
    public static void Put(string folder, long start)
    {
        var path = JournalFiles.SnapPath(folder, start);
        File.Move(path + Half, path, overwrite: true);
        Posix.SyncFolder(folder);
        JournalFiles.DropBelow(folder, start);
    }

    static void Drain(RecordWriter records, FileStream file, int above)
    {
        if (records.Length <= above)
            return;
        file.Write(records.Written.Span);
        records.Clear();
    }

    static void Image(RecordWriter w, Session s, Func<long> position)
    {
        lock (s.Gate)
        {
            if (s.IsEnded || !s.IsInJournal)
                return;
            w.Begin(Record.Image, s).Long(position()).End();
            w.Opened(s);
            if (s.Connection is null)
                w.Begin(Record.Offline, s).Long(s.OfflineSince).End();
            if (s.Will is { } will)
                w.Will(s, will);
            if (s.IsPersistent)
                Kept(w, s);
        }
    }

    static void Kept(RecordWriter w, Session s)
    {
        foreach (var subscription in s.Subscriptions.Values)
            w.Subscribed(s, subscription);
        foreach (var (id, arrival) in s.Arrivals)
            w.Arrived(s, id, arrival);
        foreach (var item in s.Outbox.All().Where(o => o.Number > 0))
        {
            w.Queued(s, item, null);
            if (item.State == OutState.Released)
                w.Begin(Record.Released, s).Long(item.Number).End();
        }

        w.Begin(Record.Sent, s).Long(s.Outbox.SentTo).End();
        w.Begin(Record.Next, s).Long(s.Outbox.NextNumber).End();
    }
}
