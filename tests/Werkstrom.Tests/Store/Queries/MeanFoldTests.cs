using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

public class MeanFoldTests
{
    [Fact]
    public void Every_four_pixels_have_the_mean_of_their_samples_in_the_middle_of_them()
    {
        MeanFold means = new(0, 100, 8); // two columns of 50
        means.Add(10, 1);
        means.Add([20, 30, 49, 50, 90], [2, 3, 10, 7, 9]);

        var (instants, values) = means.End();

        Assert.Equal([29, 70], instants); // 10 + 39 / 2, 50 + 40 / 2
        Assert.Equal([4, 8], values); // (1 + 2 + 3 + 10) / 4, (7 + 9) / 2
    }

    [Fact]
    public void An_hour_counts_by_its_samples_where_it_begins()
    {
        Figures hour = default;
        foreach (var (at, value) in new (long, double)[] { (40, 1), (45, 2), (60, 6) })
            hour.Add(at, value, Figures.NoLimit);
        MeanFold means = new(0, 100, 8);
        means.Add(10, 7);
        means.Add(hour);
        means.Add(80, 5);

        var (instants, values) = means.End();

        Assert.Equal([35, 80], instants); // 10 to 60
        Assert.Equal([4, 5], values); // (7 + 1 + 2 + 6) / 4
    }

    [Fact]
    public void Without_samples_there_is_no_mean() => Assert.Empty(new MeanFold(0, 100, 8).End().Means);
}
