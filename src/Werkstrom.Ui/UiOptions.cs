using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Ui;

/// <summary>How the pages look and speak. Section <c>Ui</c>.</summary>
public sealed class UiOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Name = "Ui";

    /// <summary>The languages that the pages speak.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["de", "en"];

    /// <summary>The zone in which instants are shown, an IANA name. Default <c>Europe/Berlin</c>.</summary>
    [Required]
    public string TimeZone { get; init; } = "Europe/Berlin";

    /// <summary>The language of a reader who asks for none that we speak. Default <c>de</c>.</summary>
    [RegularExpression("^(de|en)$", ErrorMessage = "Ui:Language is de or en.")]
    public string Language { get; init; } = "de";

    /// <summary>The page that is shown after logging in, when no other was asked for. Default <c>/</c>.</summary>
    [RegularExpression("^/([^/\\\\].*)?$", ErrorMessage = "Ui:FirstPage begins with one slash: the address of a page here.")]
    public string FirstPage { get; init; } = "/";

    /// <summary>The name of the plant, shown beside the mark. Default empty.</summary>
    [MaxLength(60)]
    public string PlantName { get; init; } = "";
}
