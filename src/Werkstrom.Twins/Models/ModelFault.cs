using System.Globalization;
using System.Resources;

namespace Werkstrom.Twins.Models;

/// <summary>What is wrong with a 3D model: a sentence of <c>ModelText.resx</c> and what stands in it.</summary>
/// <param name="Key">Name of the sentence.</param>
/// <param name="Parts">What stands in it: places, numbers, names.</param>
sealed record ModelFault(string Key, params object[] Parts)
{
    static readonly ResourceManager Texts = new("Werkstrom.Twins.Models.ModelText", typeof(ModelFault).Assembly);

    /// <summary>The sentence in a language.</summary>
    public string In(CultureInfo language) => string.Format(language, Texts.GetString(Key, language)!, Parts);

    /// <summary>The sentence in English, for programs.</summary>
    public override string ToString() => In(CultureInfo.InvariantCulture);
}
