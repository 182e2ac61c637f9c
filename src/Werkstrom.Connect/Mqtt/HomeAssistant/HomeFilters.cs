namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>The filters that templates may use. What is no number gives the default of the filter, or nothing.</summary>
static class HomeFilters
{
    // of a double no more places mean anything
    const int MostPlaces = 15;

    /// <summary>A filter on a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">Its arguments; null when they are of another form.</param>
    /// <param name="value">What it works on.</param>
    /// <returns>Null for a filter that is not known here.</returns>
    public static HomeExpression? Of(string name, List<HomeValue>? arguments, HomeExpression value) => (name, arguments) switch
    {
        ("float", [] or [_]) => Number(value, arguments, static x => x),
        ("int", [] or [_]) => Number(value, arguments, Math.Truncate),
        ("abs", []) => Number(value, arguments, Math.Abs),
        ("round", []) => Number(value, [], static x => Math.Round(x, MidpointRounding.ToEven)),
        ("round", [var places]) when places.TryNumber(out var count) && count is >= 0 and <= MostPlaces =>
            Number(value, [], x => Math.Round(x, (int)count, MidpointRounding.ToEven)),
        ("default", [var other, ..]) => (in HomePayload payload) => value(payload) is { Kind: not HomeValueKind.Missing } found ? found : other,
        ("is_defined", []) => value,
        ("string", []) => Text(value, static text => text),
        ("trim", []) => Text(value, static text => text.Trim()),
        ("lower", []) => Text(value, static text => text.ToLowerInvariant()),
        ("upper", []) => Text(value, static text => text.ToUpperInvariant()),
        _ => null,
    };

    static HomeExpression Number(HomeExpression value, List<HomeValue> otherwise, Func<double, double> change) => (in HomePayload payload) =>
    {
        if (value(payload).TryNumber(out var number))
            return HomeValue.Of(change(number));
        return otherwise is [var other] ? other : HomeValue.Missing;
    };

    static HomeExpression Text(HomeExpression value, Func<string, string> change) => (in HomePayload payload) =>
        value(payload) is { Kind: not HomeValueKind.Missing } found ? HomeValue.Of(change(found.Rendered)) : HomeValue.Missing;
}
