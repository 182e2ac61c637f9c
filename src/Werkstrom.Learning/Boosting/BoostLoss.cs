namespace Werkstrom.Learning.Boosting;

/// <summary>What is learned.</summary>
public enum BoostLoss
{
    /// <summary>The mean: squared error.</summary>
    Squared,

    /// <summary>The probability of 1 among 0 and 1: logistic loss.</summary>
    Logistic,

    /// <summary>A quantile, <see cref="BoostOptions.Quantile"/>: pinball loss.</summary>
    Quantile,

    /// <summary>The probability of each of the classes 0, 1, 2 …: softmax.</summary>
    Softmax,
}
