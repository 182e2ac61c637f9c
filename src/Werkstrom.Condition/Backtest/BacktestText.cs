namespace Werkstrom.Condition.Backtest;

/// <summary>Marks the texts of back-tests: <c>BacktestText.resx</c> (English) and <c>BacktestText.de.resx</c>.</summary>
sealed class BacktestText;
