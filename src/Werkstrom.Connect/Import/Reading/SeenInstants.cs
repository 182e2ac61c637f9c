namespace Werkstrom.Connect.Import.Reading;

/// <summary>The last instants of a file's rows, to see which stand there twice; so many that only a file in wild disorder hides one.</summary>
sealed class SeenInstants
{
    const int Kept = 200_000;

    readonly HashSet<(int Group, long Instant)> _seen = [];
    readonly Queue<(int Group, long Instant)> _order = [];

    /// <summary>Notes the instant of a row; true when a row of its group had it before.</summary>
    public bool IsAgain(int group, long instant)
    {
        if (!_seen.Add((group, instant)))
            return true;
        _order.Enqueue((group, instant));
        if (_order.Count > Kept)
            _seen.Remove(_order.Dequeue());
        return false;
    }
}
