using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.People;
using Werkstrom.Ui;

namespace Werkstrom.Components;

/// <summary>What a phone asks when it installs the pages as an app.</summary>
static class WebManifest
{
    public static JsonHttpResult<Manifest> Get(IStringLocalizer<Text> texts) => TypedResults.Json(
        new Manifest("/", "Werkstrom", "Werkstrom", texts["app.description"], "/", "/", "standalone", "#ffffff", "#0f6b7a",
        [
            new("/ui/icon.svg", "any", "image/svg+xml", "any"),
            new("/ui/icon-192.png", "192x192", "image/png", "any"),
            new("/ui/icon-512.png", "512x512", "image/png", "any"),
            new("/ui/icon-maskable-512.png", "512x512", "image/png", "maskable"),
        ]),
        contentType: "application/manifest+json");

    /// <summary>That of the customers' pages.</summary>
    public static JsonHttpResult<Manifest> My(IStringLocalizer<Text> texts) => TypedResults.Json(
        Get(texts).Value! with { Id = Identities.CustomerHome, Name = texts["menu.my"], ShortName = texts["menu.my"], Description = texts["app.my"], StartUrl = Identities.CustomerHome },
        contentType: "application/manifest+json");

    public sealed record Manifest(
        string Id, string Name, [property: JsonPropertyName("short_name")] string ShortName, string Description,
        [property: JsonPropertyName("start_url")] string StartUrl, string Scope, string Display,
        [property: JsonPropertyName("background_color")] string BackgroundColor,
        [property: JsonPropertyName("theme_color")] string ThemeColor, Icon[] Icons);

    public sealed record Icon(string Src, string Sizes, string Type, string Purpose);
}
