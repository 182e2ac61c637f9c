using System.Runtime.InteropServices;

namespace Werkstrom.Store.Duck;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Storage">The type in which values lie in memory; differs for DECIMAL and ENUM.</param>
/// <param name="Scale">Decimal places of a DECIMAL.</param>
/// <param name="Texts">The texts of an ENUM.</param>
sealed record DuckColumn(string Name, DuckType Type, DuckType Storage, byte Scale, string[] Texts)
{
    public static DuckColumn Of(string name, nint logicalType)
    {
        var type = NativeDuck.duckdb_get_type_id(logicalType);
        return type switch
        {
            DuckType.Decimal => new(name, type, NativeDuck.duckdb_decimal_internal_type(logicalType), NativeDuck.duckdb_decimal_scale(logicalType), []),
            DuckType.Enum => new(name, type, NativeDuck.duckdb_enum_internal_type(logicalType), 0, TextsOf(logicalType)),
            _ => new(name, type, type, 0, []),
        };
    }

    static string[] TextsOf(nint logicalType)
    {
        var texts = new string[NativeDuck.duckdb_enum_dictionary_size(logicalType)];
        for (var i = 0; i < texts.Length; i++)
        {
            var text = NativeDuck.duckdb_enum_dictionary_value(logicalType, (ulong)i);
            texts[i] = Marshal.PtrToStringUTF8(text) ?? "";
            NativeDuck.duckdb_free(text);
        }

        return texts;
    }
}
