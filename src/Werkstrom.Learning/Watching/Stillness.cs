namespace Werkstrom.Learning.Watching;

/// <summary>A value that stands still although it always moved: a stuck sensor or a dead line.</summary>
sealed class Stillness
{
    const double LongRun = 3, Forget = 0.9999;
    const int LeastSteps = 30, LongTime = 1000;

    double _value = double.NaN, _longest, _moving;
    int _run, _seen;
    long _since;
    bool _told;

    /// <summary>Since when it has stood still, in ticks.</summary>
    public long Since => _since;

    /// <summary>Steps for which it has stood still.</summary>
    public int Run => _run;

    /// <summary>The longest that it has stood still, in steps; older ones count less.</summary>
    public double Longest => _longest;

    /// <summary>How many times the standstill that could be expected: 1 at three times the longest; 0 for signals that often rest.</summary>
    public double Score(double value, long at)
    {
        var moved = value != _value;
        _seen = Math.Min(_seen + 1, LongTime);
        _moving += ((moved ? 1 : 0) - _moving) / (_run >= LeastSteps ? LongTime : _seen); // a stuck value does not become one that rests
        if (moved)
        {
            _longest = Math.Max(_longest * Forget, _run);
            (_run, _since, _told, _value) = (0, at, false, value);
        }
        else
        {
            _run++;
        }

        return _seen < LongTime / 4 || _moving < 0.5 || _told ? 0 : _run / Math.Max(LongRun * _longest, LeastSteps);
    }

    /// <summary>This standstill has been told.</summary>
    public void Told() => _told = true;

    /// <summary>Says what counts as the longest standstill from now on, in steps.</summary>
    public void Teach(double longest) => _longest = longest;

    public void Save(BinaryWriter to)
    {
        to.Write(_value);
        to.Write(_longest);
        to.Write(_moving);
        to.Write(_run);
        to.Write(_seen);
        to.Write(_since);
        to.Write(_told);
    }

    public void Load(BinaryReader from)
    {
        (_value, _longest, _moving) = (from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        (_run, _seen, _since, _told) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt64(), from.ReadBoolean());
    }
}
