namespace Werkstrom.Condition.Notices;

/// <summary>Marks the texts of notices: <c>NoticeText.resx</c> (English) and <c>NoticeText.de.resx</c>.</summary>
sealed class NoticeText;
