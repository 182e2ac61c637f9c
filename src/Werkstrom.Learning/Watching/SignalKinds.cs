namespace Werkstrom.Learning.Watching;

/// <summary>Guesses the kind of a signal from its history; a person may know better.</summary>
public static class SignalKinds
{
    const int Enough = 50, FewStates = 10, Held = 5;
    const double Rising = 0.98;

    /// <summary>The kind that the values look like; Measure where there are fewer than 50.</summary>
    /// <param name="values">In order of time. Values that are not finite are passed over.</param>
    public static SignalKind Guess(IEnumerable<double> values)
    {
        double[] seen = [.. values.Where(double.IsFinite)];
        if (seen.Length < Enough)
            return SignalKind.Measure;
        var steps = seen.Zip(seen.Skip(1), (before, after) => after - before).ToArray();
        var (up, down) = (steps.Count(s => s > 0), steps.Count(s => s < 0));
        if (up >= Enough / 2 && seen.All(v => v >= 0) && up >= Rising * (up + down))
            return SignalKind.Counter;
        var states = seen.Distinct().Count();

        // a state is a whole number and stays for a while; noise of a coarse sensor does not
        return states is > 1 and <= FewStates && seen.All(double.IsInteger) && seen.Length >= Held * (up + down)
            ? SignalKind.State
            : SignalKind.Measure;
    }
}
