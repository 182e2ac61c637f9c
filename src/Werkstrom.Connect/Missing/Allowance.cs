namespace Werkstrom.Connect.Missing;

/// <summary>So many an hour, and as many at once: a bucket that refills evenly.</summary>
sealed class Allowance
{
    readonly Lock _gate = new();
    double _left = double.NaN;
    long _since;

    /// <summary>Takes one if there is one.</summary>
    public bool TryTake(TimeProvider time, int perHour)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _left = double.IsNaN(_left) ? perHour : Math.Min(perHour, _left + (time.GetElapsedTime(_since, now).TotalHours * perHour));
            _since = now;
            if (_left < 1)
                return false;
            _left--;
            return true;
        }
    }

    /// <summary>Gives back one that was not used.</summary>
    public void GiveBack()
    {
        lock (_gate)
            _left++;
    }
}
