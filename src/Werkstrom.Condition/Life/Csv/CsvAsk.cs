using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>Says how long units of a file will last.</summary>
sealed class CsvAsk(LifeModelAbout about, RemainingLifeModel? model, PartLife? byDates)
{
    const int Told = 3;
    const int MostPast = 25; // points of a course

    readonly double _sample = about.Step * CsvAbout.Scale(about);

    public CsvOutlook Of(CsvLife life)
    {
        var (age, at) = (life.Age(about.Step) * CsvAbout.Scale(about), life.End);
        if (model is not null)
            return Learned(life, age, at);
        if (byDates is null)
            return new(life.Name, age, at, null, null, null, LifeState.Unknown, [], []);
        double Left(double failed) => byDates.Remaining(life.Age(about.Step), failed) * CsvAbout.Scale(about);
        var side = (1 - about.Share) / 2;
        return new(life.Name, age, at, Left(0.5), Left(side), Left(1 - side), LifeState.ByAge, [], []);
    }

    CsvOutlook Learned(CsvLife life, double age, double at)
    {
        if (model!.Doubts(life.Episode) is { Count: > 0 } doubts)
            return new(life.Name, age, at, null, null, null, LifeState.Unknown, [], [.. doubts.Take(Told).Select(d => new CsvFault("", 0, $"doubt.{d.Kind.ToString().ToLowerInvariant()}", d.Signal, d.Factor))]);
        var said = model.Predict(life.Episode);
        var drivers = model.Explain(life.Episode).Drivers.Take(Told).Select(d => new CsvDriver(d.Name, d.Samples * _sample, d.Change));
        return new(
            life.Name, age, at, said.Samples * _sample, said.Lower * _sample, said.Upper * _sample, said.IsHealthy ? LifeState.Healthy : LifeState.Wears, [.. drivers], [])
        {
            Course = [.. Past(life.Episode)],
        };
    }

    IEnumerable<CsvPast> Past(Episode episode)
    {
        var count = Math.Min(MostPast, episode.Samples);
        int[] samples = [.. Enumerable.Range(1, count).Select(i => ((int)((long)i * episode.Samples / count)) - 1)];
        return samples.Zip(model!.PredictAt(episode, samples), (t, said) => new CsvPast((t + 1) * _sample, said.Samples * _sample, said.Lower * _sample, said.Upper * _sample));
    }
}
