using System.Globalization;
using System.Resources;

namespace Werkstrom.Ui;

/// <summary>How the codes of failure modes are said to people, see <see cref="Werkstrom.Kernel.Records.FailureModes"/>.</summary>
public static class FailureModeWords
{
    static readonly ResourceManager Texts = new("Werkstrom.Ui.Text", typeof(FailureModeWords).Assembly);

    /// <summary>The words in the reader's language: <c>Schwingung</c> for <c>VIB</c>; a code that is not known is shown as it is.</summary>
    public static string Of(string code) => Texts.GetString("failure." + code, CultureInfo.CurrentUICulture) ?? code;

    /// <summary>Words and code: <c>Schwingung (VIB)</c>.</summary>
    public static string WithCode(string code) => Of(code) is var words && words == code ? code : $"{words} ({code})";
}
