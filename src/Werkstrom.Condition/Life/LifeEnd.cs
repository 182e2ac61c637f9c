namespace Werkstrom.Condition.Life;

/// <summary>The end of a part's life: it failed, or was replaced before.</summary>
/// <param name="AssetId">Where.</param>
/// <param name="Key">What makes lives comparable: the code of the failure mode, else the part, else what the failure was called.</param>
/// <param name="Part">What people call it.</param>
/// <param name="At">When it ended.</param>
/// <param name="Until">When the next life began: it was repaired.</param>
/// <param name="Failed">False: it was replaced in time.</param>
/// <param name="Source">Where this is known from: <c>record:17</c>, <c>signal:4:1700000000000</c>.</param>
/// <param name="Verdict">What a person said of it; null: nothing.</param>
sealed record LifeEnd(
    int AssetId, string Key, string Part, DateTimeOffset At, DateTimeOffset Until, bool Failed, string Source, LifeVerdict? Verdict);

/// <summary>What a person says of the end of a life.</summary>
enum LifeVerdict
{
    /// <summary>It failed, or was worn out.</summary>
    Failed,

    /// <summary>It was replaced before it failed.</summary>
    Replaced,

    /// <summary>It is none: it is left out.</summary>
    No,
}

/// <summary>One life of a part, from the end of the one before.</summary>
/// <param name="AssetId">Where.</param>
/// <param name="Key">See <see cref="LifeEnd.Key"/>.</param>
/// <param name="Part">See <see cref="LifeEnd.Part"/>.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended, or the instant at which it still ran.</param>
/// <param name="Failed">Whether it ended in a failure.</param>
/// <param name="IsRunning">Whether it still runs.</param>
sealed record PastLife(int AssetId, string Key, string Part, DateTimeOffset Start, DateTimeOffset End, bool Failed, bool IsRunning)
{
    /// <summary>How long, in days.</summary>
    public double Days => (End - Start).TotalDays;

    /// <summary>The lives between the ends of one asset and key, the running one last.</summary>
    /// <param name="ends">Of one asset and key.</param>
    /// <param name="now">What came later is not known.</param>
    public static IEnumerable<PastLife> Between(IEnumerable<LifeEnd> ends, DateTimeOffset now)
    {
        LifeEnd? before = null;
        foreach (var end in ends.Where(e => e.At <= now).OrderBy(e => e.At))
        {
            if (before is not null && end.At > before.Until)
                yield return new(end.AssetId, end.Key, end.Part, before.Until, end.At, end.Failed, false);
            before = before is null || end.Until > before.Until ? end : before;
        }

        if (before is not null && before.Until < now)
            yield return new(before.AssetId, before.Key, before.Part, before.Until, now, false, true);
    }
}
