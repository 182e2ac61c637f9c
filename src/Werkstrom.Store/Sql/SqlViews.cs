using Werkstrom.Kernel.Records;

namespace Werkstrom.Store.Sql;

/// <summary>
/// What a query sees by name. The views are made anew on every connection for SQL, so that the file holds none and an upgrade has
/// none to change.
/// </summary>
static class SqlViews
{
    /// <summary>More signals than this are not listed in a view: then every row pays for the rule.</summary>
    const int MaxListed = 2_000;

    /// <summary>Name of the view of samples in their stored unit, on which others rest; not to be asked itself.</summary>
    public const string StoredName = "stored_samples";

    /// <summary>
    /// Every sample once, in the stored unit, after the rule of README.md, "Tables". Only signals that have late samples or untidy
    /// days pay for it: their numbers stand in the view, so that the scans of all others stay plain ones with their filters.
    /// </summary>
    /// <param name="touched">Signals with rows in <c>sample_late</c> or <c>sample_untidy</c>.</param>
    public static string Stored(IReadOnlyList<int> touched)
    {
        if (touched.Count == 0)
            return $"CREATE TEMP VIEW stored_samples AS {Plain("")}";
        if (touched.Count > MaxListed)
            return $"CREATE TEMP VIEW stored_samples AS {Careful("true")}";
        var listed = $"signal_id IN ({string.Join(',', touched)})";
        return $"CREATE TEMP VIEW stored_samples AS {Plain($"WHERE NOT ({listed})")} UNION ALL {Careful(listed)}";
    }

    static string Plain(string where) => $"""
        SELECT signal_id, ts, value, quality FROM sample_closed {where}
        UNION ALL
        SELECT signal_id, ts, value, quality FROM sample_hot {where}
        """;

    static string Careful(string listed) => $"""
        SELECT signal_id, ts, value, quality FROM (
          SELECT signal_id, ts, value, quality FROM (
            SELECT signal_id, ts, value, quality, -1 AS seq, 0 AS place FROM sample_closed WHERE {listed}
            UNION ALL
            SELECT signal_id, ts, value, quality, seq, rowid AS place FROM sample_late WHERE {listed}
            UNION ALL
            SELECT signal_id, ts, value, quality, seq, rowid AS place FROM sample_hot WHERE {listed})
          QUALIFY row_number() OVER (PARTITION BY signal_id, ts ORDER BY seq DESC, place DESC) = 1)
        WHERE quality <> 255
        """;

    /// <summary>Assets, signals, samples and hourly figures.</summary>
    public const string Others = """
        CREATE TEMP VIEW assets AS SELECT id, parent_id, path, kind, title FROM sql_asset;
        CREATE TEMP VIEW signals AS
        SELECT s.id, s.path, s.title, s.unit, s.kind, s.asset_id, a.path AS asset, s.expected_s FROM sql_signal s LEFT JOIN sql_asset a ON a.id = s.asset_id;

        CREATE TEMP VIEW samples AS
        SELECT g.path, s.signal_id, s.ts, s.value * g.factor + g.shift AS value, s.quality
        FROM stored_samples s JOIN sql_signal g ON g.id = s.signal_id;

        -- Figures of closed hours, in the shown unit.
        CREATE TEMP VIEW hourly AS
        SELECT g.path, h.signal_id, h.hour, h.n,
          least(h.min * g.factor, h.max * g.factor) + g.shift AS min, greatest(h.min * g.factor, h.max * g.factor) + g.shift AS max,
          h.sum / h.n * g.factor + g.shift AS mean, h.sum * g.factor + h.n * g.shift AS sum,
          h.first * g.factor + g.shift AS first, h.last * g.factor + g.shift AS last,
          CASE WHEN g.kind = 'counter' THEN h.increase * g.factor END AS increase
        FROM sample_1h h JOIN sql_signal g ON g.id = h.signal_id;
        """;

    /// <summary>The views with their columns, in order; to be made last.</summary>
    public const string Columns = $"""
        CREATE TEMP VIEW columns AS
        SELECT table_name AS view, column_name AS name, lower(data_type) AS type FROM duckdb_columns()
        WHERE database_name = 'temp' AND table_name <> '{StoredName}' AND NOT internal ORDER BY table_name, column_index
        """;

    /// <summary>Name of the view of a record type: <c>record_work_order</c> for <c>work-order</c>.</summary>
    public static string NameOf(string type) => $"record_{type.Replace('-', '_')}";

    /// <summary>The view of a record type, with a column a field.</summary>
    public static string Of(RecordType type)
    {
        // names of types and fields are lower-case letters, digits, dashes and underscores (Kernel/Records): nothing to escape
        string[] own = ["starts", "ends", "asset", "recorded_at", "fields"];
        var fields = type.Fields.Select(f =>
            $"TRY_CAST(r.fields->>'$.{f.Name}' AS {SqlType(f.Type)}) AS \"{(own.Contains(f.Name) ? f.Name + "_field" : f.Name)}\"");
        return $"""
            CREATE TEMP VIEW "{NameOf(type.Name)}" AS
            SELECT r.id, r.starts, r.ends, r.asset_id, a.path AS asset, {string.Join(", ", fields)}, r.origin, r.author, r.recorded_at, r.revision
            FROM record r LEFT JOIN sql_asset a ON a.id = r.asset_id WHERE r.type = '{type.Name}' AND NOT r.is_withdrawn
            """;
    }

    static string SqlType(FieldType type) => type switch
    {
        FieldType.Number => "DOUBLE",
        FieldType.Whole => "BIGINT",
        FieldType.Boolean => "BOOLEAN",
        FieldType.Instant => "TIMESTAMP",
        _ => "VARCHAR",
    };
}
