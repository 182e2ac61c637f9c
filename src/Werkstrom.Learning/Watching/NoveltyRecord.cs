namespace Werkstrom.Learning.Watching;

/// <summary>
/// The furthest deviation that a channel has shown, slowly forgotten: what makes the deviations of any signal comparable. A score of 1.03
/// says "3 % beyond anything before", whatever the unit and however heavy the tails are.
/// </summary>
/// <param name="weight">What a score counts.</param>
/// <param name="lag">Steps after which a deviation begins to count as known: a mean of 30 values grows slowly into what it will be.</param>
sealed class NoveltyRecord(double weight, int lag = 0)
{
    const double FirstEver = 3; // a deviation where there has been none at all
    const double Suspect = 0.5; // the share of the furthest from which an episode may have begun
    const int Learning = 150, LongTime = 1000;
    const double Young = 4; // what few values have shown is soon exceeded: the score is less by 3 % at 150 of them

    /// <summary>What a deviation is seen against.</summary>
    /// <param name="At">In ticks.</param>
    /// <param name="Noise">A deviation that is nothing but noise: the furthest counts as that at least.</param>
    /// <param name="Rounding">A deviation that is nothing at all.</param>
    /// <param name="Forget">What becomes of the furthest in this step, a little below 1.</param>
    public readonly record struct Step(long At, double Noise, double Rounding, double Forget);

    double _newest, _newer;
    int _seen, _waiting;
    long _since;

    /// <summary>The furthest deviation so far.</summary>
    public double Furthest { get; private set; }

    /// <summary>The mean deviation.</summary>
    public double Mean { get; private set; }

    /// <summary>Since when the deviation has been at least half the furthest, in ticks.</summary>
    public long Since => _since;

    /// <summary>Scores a deviation against those before and adds it to them.</summary>
    /// <param name="deviation">0 or more.</param>
    /// <param name="step">When, and what is nothing.</param>
    /// <returns>0 while it is learning.</returns>
    public double Score(double deviation, Step step)
    {
        var reference = Math.Max(Furthest, step.Noise);
        var score = deviation <= step.Rounding ? 0 : reference > step.Rounding ? deviation / reference : FirstEver;
        if (score < Suspect)
            _since = 0;
        else if (_since == 0)
            _since = step.At;
        _seen = Math.Min(_seen + 1, LongTime);
        Remember(deviation, step.Forget);
        Mean += (deviation - Mean) / _seen;
        return _seen > Learning ? weight * score * _seen / (_seen + Young) : 0;
    }

    // the last one or two times the lag wait before they are known; while it is learning nothing waits
    void Remember(double deviation, double forget)
    {
        Furthest *= forget;
        if (lag == 0 || _seen < Learning)
        {
            Furthest = Math.Max(Furthest, deviation);
            return;
        }

        _newest = Math.Max(_newest, deviation);
        if (++_waiting < lag)
            return;
        Furthest = Math.Max(Furthest, _newer);
        (_newer, _newest, _waiting) = (_newest, 0, 0);
    }

    /// <summary>Says what counts as the furthest from now on.</summary>
    public void Teach(double furthest)
    {
        Furthest = furthest;
        (_newer, _newest) = (0, 0);
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Furthest);
        to.Write(Mean);
        to.Write(_newest);
        to.Write(_newer);
        to.Write(_seen);
        to.Write(_waiting);
        to.Write(_since);
    }

    public void Load(BinaryReader from)
    {
        Furthest = from.ReadDouble();
        Mean = from.ReadDouble();
        (_newest, _newer) = (from.ReadDouble(), from.ReadDouble());
        (_seen, _waiting) = (from.ReadInt32(), from.ReadInt32());
        _since = from.ReadInt64();
    }
}
