using System.Text.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Kernel.Notify;

/// <summary>The body of a webhook in the form that the other side takes.</summary>
static class WebhookBody
{
    /// <summary>JSON as UTF-8.</summary>
    public static byte[] Of(OutboxMessage message) => message.Form switch
    {
        MessageForm.Text => JsonSerializer.SerializeToUtf8Bytes(new { text = Escaped($"{message.Subject}\n{message.Body}") }),
        MessageForm.Teams => JsonSerializer.SerializeToUtf8Bytes(Card(message)),
        _ => JsonSerializer.SerializeToUtf8Bytes(new { id = message.Id, subject = message.Subject, text = message.Body, at = message.CreatedAt.UtcDateTime }),
    };

    // https://docs.slack.dev/messaging/formatting-message-text: these three begin what is no text
    static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using: a message with one adaptive card
    static JsonObject Card(OutboxMessage message) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(Block(message.Subject, isTitle: true), Block(message.Body.Replace("\n", "\n\n", StringComparison.Ordinal), isTitle: false)),
            },
        }),
    };

    static JsonObject Block(string text, bool isTitle)
    {
        JsonObject block = new() { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        if (isTitle)
            (block["weight"], block["size"]) = ("Bolder", "Medium");
        return block;
    }
}
