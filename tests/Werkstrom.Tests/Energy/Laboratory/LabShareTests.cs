using Werkstrom.Energy.Laboratory;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Laboratory.Saved;

namespace Werkstrom.Tests.Energy.Laboratory;

/// <summary>Two answers that partners see can never be taken from each other to learn about fewer than five customers.</summary>
public sealed class LabShareTests
{
    [Theory]
    [InlineData(500, 500, false)] // the same population
    [InlineData(499, 499, true)] // one was erased: the difference of both would be what this one pays
    [InlineData(496, 496, true)]
    [InlineData(495, 495, false)] // five are nobody
    [InlineData(498, 503, true)] // three out of one group, whatever else changed
    public void Nearly_the_same_customers_are_not_shared_twice(int first, int second, bool isNear)
    {
        var (one, other) = (Result("a", 500, 500), Result(first == 500 ? "a" : "b", first, second));

        Assert.Equal(isNear, LabBook.IsNear(one, other));
        Assert.Equal(isNear, LabBook.IsNear(other, one));
    }

    static LabResult Result(string population, int households, int shops) => new(
        population, PopulationKind.Customers, 2025, 7, households + shops, 1, false, 1_000, 19,
        [new([MemberBranch.Household], 1_500, 2_500, households), new([MemberBranch.Business], null, null, shops)],
        new("", 0, 0, 0, 0, 0, null, [], null, null, null), []);
}
