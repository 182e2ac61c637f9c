using Werkstrom.Condition.Life.Csv;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life;

/// <summary>Learns a model from the signals of past lives; live and back-test use the same.</summary>
sealed class LifeLearner(LifeEpisodes episodes)
{
    const double Worth = 0.9; // of the error of saying the mean of all: no better, and dates say the same more honestly

    /// <summary>Learns from lives of sisters and one key that ended in a failure.</summary>
    /// <param name="lives">All of them that were known.</param>
    /// <param name="progress">Told how much is done, 0 to 1; null for none.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null where too few lives have samples, or a model errs hardly less than the mean of all.</returns>
    /// <exception cref="ArgumentException">Nothing can be learned from the signals.</exception>
    public async Task<LifeModelFile?> LearnAsync(IReadOnlyList<PastLife> lives, IProgress<double>? progress, CancellationToken stop)
    {
        if (lives.Count(l => l.Failed) < LifeEpisodes.Least)
            return null;
        var step = LifeEpisodes.Step(lives);
        var (names, read) = await episodes.ReadAsync(lives, step, stop);
        if (read.Count < LifeEpisodes.Least)
            return null;
        var model = await Task.Run(() => RemainingLifeModel.Train(names, read, progress: progress, stop: stop), stop);
        LifeModelAbout about = new(step.TotalSeconds, "d", true, null, null, true, 0.9, CsvAbout.Naive(read.Select(e => e.Samples), model.Card.Cap));
        return model.Card.Error > Worth * about.Naive ? null : new(about, model);
    }
}
