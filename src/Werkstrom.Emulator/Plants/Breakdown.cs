using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Plants;

/// <summary>One way in which a machine fails: it runs until its time is over, then stands until it is repaired.</summary>
/// <param name="plan">What the file says.</param>
/// <param name="noise">The plant's random numbers.</param>
/// <param name="stream">Its own place in them.</param>
sealed class Breakdown(FailurePlan plan, Noise noise, int stream)
{
    double _run = plan is WearPlan wear ? wear.Age.TotalSeconds : 0;
    double _standing;
    int _number;

    /// <summary>What the file says.</summary>
    public FailurePlan Plan => plan;

    /// <summary>Whether the machine stands for it.</summary>
    public bool IsBroken => _standing > 0;

    /// <summary>Damage from 0 to 1; 0 of what does not wear.</summary>
    public double Damage
    {
        get
        {
            if (plan is not WearPlan wear || IsBroken)
                return 0;
            var done = 1 - ((Life - _run) / wear.Visible.TotalSeconds);
            return done <= 0 ? 0 : wear.IsLinear ? done : Physics.Damage(done);
        }
    }

    double Life => plan switch
    {
        WearPlan wear => wear.Life.TotalSeconds * (1 + (wear.Scatter * ((2 * Chance(0)) - 1))),
        RandomPlan random => Exponential(random.Mtbf, 0),
        _ => double.PositiveInfinity,
    };

    /// <summary>Moves on.</summary>
    /// <param name="seconds">The step.</param>
    /// <param name="isRunning">Whether the machine ran in it.</param>
    public void Step(double seconds, bool isRunning)
    {
        if (IsBroken)
        {
            _standing -= seconds;
            if (IsBroken)
                return;
            (_standing, _run) = (0, 0);
            _number++;
        }
        else if (isRunning)
        {
            _run += seconds;
            if (_run >= Life)
                _standing = Math.Max(seconds, plan is RandomPlan ? Exponential(plan.Repair, 1) : plan.Repair.TotalSeconds);
        }
    }

    double Exponential(TimeSpan mean, int which) => -Math.Log(1 - Chance(which)) * mean.TotalSeconds;

    double Chance(int which) => noise.Uniform(stream, (_number * 2L) + which);
}
