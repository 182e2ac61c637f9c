namespace Werkstrom.Emulator.PlantFiles;

/// <summary>Reads how a machine fails.</summary>
sealed class FailureReader(List<string> signals, List<PlantFault> faults)
{
    /// <summary>The keys of wear.</summary>
    public static readonly string[] WearKeys = ["name", "kind", "life", "age", "visible", "scatter", "growth", "shows", "repair"];

    /// <summary>The keys of breakdowns by chance.</summary>
    public static readonly string[] RandomKeys = ["name", "kind", "mtbf", "mttr"];

    /// <summary>The keys of what is shown.</summary>
    public static readonly string[] ShownKeys = ["signal", "adds"];

    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public FailurePlan Read(JsonPlace place)
    {
        var isRandom = place.Members.Exists(m => m.Name == "kind" && m.Place.Value is "random");
        ObjectReader failure = new(place, isRandom ? RandomKeys : WearKeys, faults);
        failure.Word(failure.Need("kind"), "wear", "wear", "random");
        var name = failure.Text(failure.Need("name"), "");
        if (isRandom)
            return new RandomPlan(name, failure.Time(failure.Need("mttr"), Second, Second), failure.Time(failure.Need("mtbf"), Second, Second));
        var life = failure.Time(failure.Need("life"), TimeSpan.FromDays(1), Second);
        return new WearPlan(
            name, failure.Time(failure.Find("repair"), TimeSpan.FromHours(4), Second), life, failure.Time(failure.Find("age"), TimeSpan.Zero),
            failure.Time(failure.Find("visible"), life / 4, Second), failure.Number(failure.Find("scatter"), 0, 0, 0.9),
            failure.Word(failure.Find("growth"), "exponential", "exponential", "linear") == "linear", Shows(failure));
    }

    /// <summary>Reads what is shown in which signal.</summary>
    public IReadOnlyList<ShownPlan> Shows(ObjectReader above)
    {
        List<ShownPlan> shows = [];
        foreach (var place in above.List(above.Find("shows")))
        {
            ObjectReader shown = new(place, ShownKeys, faults);
            var name = shown.Text(shown.Need("signal"), "");
            if (shown.Find("signal") is { Value: string } at && !signals.Contains(name))
                shown.Add(at, "reference", $"The machine has no signal '{name}'.{Nearest.Hint(name, signals)}");
            shows.Add(new(Math.Max(0, signals.IndexOf(name)), shown.Number(shown.Need("adds"), 0)));
        }

        return shows;
    }
}
