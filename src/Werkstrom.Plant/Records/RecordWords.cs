using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Records;
using Werkstrom.Ui;

namespace Werkstrom.Plant.Records;

/// <summary>What record types and their fields are called: those that Werkstrom brings along in the reader's language, others as people named them.</summary>
static class RecordWords
{
    public static string Name(IStringLocalizer texts, RecordType type) =>
        type.IsBuiltIn && texts[$"record-type.{type.Name}"] is { ResourceNotFound: false } text ? text : type.Title;

    public static string Name(IStringLocalizer texts, RecordType type, RecordField field) =>
        type.IsBuiltIn && texts[$"record-field.{field.Name}"] is { ResourceNotFound: false } text ? text : field.Title;

    public static string Choice(IStringLocalizer texts, RecordType type, string word) =>
        type.IsBuiltIn && texts[$"record-choice.{word}"] is { ResourceNotFound: false } text ? text
            : FailureModes.Codes.Contains(word) ? FailureModeWords.WithCode(word) : word;
}
