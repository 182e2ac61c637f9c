using Werkstrom.Store.Judging;

namespace Werkstrom.Twins.Twin;

/// <summary>A signal and what it should say: another of the same asset, with the same name and <see cref="Suffix"/> behind it.</summary>
/// <param name="Real">What is measured.</param>
/// <param name="Expected">What a model, or the emulator, says.</param>
sealed record TwinExpectation(Judgement Real, Judgement Expected)
{
    /// <summary>By which an expected signal is known: <c>vibration_expected</c> beside <c>vibration</c>.</summary>
    public const string Suffix = "_expected";

    static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    /// <summary>By how much the measured value is above the expected one; null when they are not of the same minute or unit.</summary>
    public double? Difference =>
        Real is { Last: { } real, At: { } at } && Expected is { Last: { } expected, At: { } then } && (at - then).Duration() <= Together && Real.Signal.Unit == Expected.Signal.Unit
            ? real.Value - expected.Value
            : null;

    /// <summary>The pairs of an asset, in the order of its signals.</summary>
    public static IReadOnlyList<TwinExpectation> Of(AssetState state) =>
        [.. state.Signals.Select(real => Find(state, real) is { } expected ? new TwinExpectation(real, expected) : null).OfType<TwinExpectation>()];

    /// <summary>Whether a signal only says what another should.</summary>
    public static bool IsOne(AssetState state, Judgement judged) =>
        judged.Signal.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
        && state.Signals.Any(real => IsPair(real, judged));

    static Judgement? Find(AssetState state, Judgement real) => state.Signals.FirstOrDefault(expected => IsPair(real, expected));

    static bool IsPair(Judgement real, Judgement expected) =>
        expected.Signal.AssetId == real.Signal.AssetId && expected.Signal.Name.Length == real.Signal.Name.Length + Suffix.Length
        && expected.Signal.Name.StartsWith(real.Signal.Name, StringComparison.OrdinalIgnoreCase) && expected.Signal.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
}
